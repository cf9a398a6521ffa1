package net.authproxy.core.actor;

import java.time.Clock;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;

/** Actors of a namespace that ends: their keys and sessions die at once, the rows stay until the purge. */
@SystemOperation
class ActorNamespaceContents implements NamespaceContents {

    private static final int BATCH = 200;

    private final ActorRepository actors;
    private final ActorKeys keys;
    private final Changes changes;
    private final ActorAudit audit;
    private final Clock clock;

    ActorNamespaceContents(ActorRepository actors, ActorKeys keys, Changes changes, ActorAudit audit, Clock clock) {
        this.actors = actors;
        this.keys = keys;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "actors";
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    @Transactional(readOnly = true)
    public long count(String namespace) {
        return actors.countLive(namespace);
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Subtree where) {
        return actors.countLive(where);
    }

    @Override
    @Transactional
    public void endSome(Subtree where) {
        for (ActorEntity actor : actors.findLive(where, Limit.of(BATCH))) {
            keys.revokeAll(actor.getId());
            actor.markDeleted(clock);
            changes.announce(ChangeTopic.ACTOR, actor.getId());
            audit.endedWithNamespace(actor.toActor());
        }
    }
}
