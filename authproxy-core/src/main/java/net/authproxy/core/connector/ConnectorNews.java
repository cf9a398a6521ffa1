package net.authproxy.core.connector;

import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Who hears of changes: the audit trail and listeners within the transaction; caches everywhere after the commit. */
class ConnectorNews {

    private final ConnectorAudit audit;
    private final Changes changes;
    private final ApplicationEventPublisher events;

    ConnectorNews(ConnectorAudit audit, Changes changes, ApplicationEventPublisher events) {
        this.audit = audit;
        this.changes = changes;
        this.events = events;
    }

    /** The configuration did that to a version. */
    void reconciled(AuditAction action, ConnectorVersionEntity row) {
        audit.reconciled(action, row);
    }

    /** A caller did that to a version; what it was before is absent if it was not there. */
    void changed(
            ActorPrincipal caller,
            AuditAction action,
            @Nullable Map<String, Object> before,
            ConnectorVersionEntity row) {
        audit.changed(caller, action, before, row);
        changes.announce(ChangeTopic.CONNECTOR, row.key().id());
    }

    /** A version went because nothing uses it. */
    void retired(Map<String, Object> before, ConnectorVersionEntity row) {
        audit.retired(before, row);
    }

    /** A version is in a state; another one than before, or the same. */
    void moved(VersionState former, ConnectorVersionEntity row) {
        changes.announce(ChangeTopic.CONNECTOR, row.key().id());
        if (row.state() == VersionState.PRIMARY && former != VersionState.PRIMARY) {
            ConnectorEvent.Kind kind =
                    former == VersionState.DRAFT ? ConnectorEvent.Kind.PUBLISHED : ConnectorEvent.Kind.PROMOTED;
            events.publishEvent(
                    new ConnectorEvent(kind, row.key().id(), row.key().version(), row.namespace(), row.labels()));
        }
    }
}
