package net.authproxy.core.connector;

import java.time.Clock;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;

/** Connectors of a namespace that ends, with all their versions. */
@SystemOperation
class ConnectorNamespaceContents implements NamespaceContents {

    private static final int BATCH = 200;

    private final ConnectorVersionRepository versions;
    private final Changes changes;
    private final ConnectorAudit audit;
    private final Clock clock;

    ConnectorNamespaceContents(
            ConnectorVersionRepository versions, Changes changes, ConnectorAudit audit, Clock clock) {
        this.versions = versions;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public int order() {
        return 3;
    }

    @Override
    @Transactional(readOnly = true)
    public long count(String namespace) {
        return versions.countConnectors(namespace);
    }

    /** Versions, not connectors: a batch may end only some of a connector's versions. */
    @Override
    @Transactional(readOnly = true)
    public long count(Subtree where) {
        return versions.countLive(where);
    }

    @Override
    @Transactional
    public void endSome(Subtree where) {
        for (ConnectorVersionEntity version : versions.findLive(where, Limit.of(BATCH))) {
            version.markDeleted(clock);
            changes.announce(ChangeTopic.CONNECTOR, version.key().id());
            audit.endedWithNamespace(version);
        }
    }
}
