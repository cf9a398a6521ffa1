package net.authproxy.core.actor;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Brings the actors of the configuration into the database and removes the stale ones (contract 4.2). */
@SystemOperation
public class ActorSynchronizer {

    private static final Logger log = LoggerFactory.getLogger(ActorSynchronizer.class);
    private static final String SYNC_LABEL = "authproxy.io/actor-sync-source";

    private final ActorRepository actors;
    private final ActorKeys keys;
    private final NamespaceService namespaces;
    private final ActorAudit audit;
    private final Changes changes;
    private final IdGenerator ids;
    private final Clock clock;

    ActorSynchronizer(
            ActorRepository actors,
            ActorKeys keys,
            NamespaceService namespaces,
            ActorAudit audit,
            Changes changes,
            IdGenerator ids,
            Clock clock) {
        this.actors = actors;
        this.keys = keys;
        this.namespaces = namespaces;
        this.audit = audit;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Reads the source and makes the database agree; idempotent. The caller holds a lock against other processes. There
     * is one source: actors that an earlier one brought are no longer listed either.
     *
     * @throws net.authproxy.core.shared.error.AuthProxyException when the source cannot be read; then all stays as it is
     */
    @Transactional
    public void synchronize(ActorSource source) {
        Set<String> seen = new HashSet<>();
        ActorListing listing = source.read();
        for (ConfiguredActor wanted : listing.actors()) {
            seen.add(upsert(source, wanted));
        }
        for (ActorEntity actor : actors.findSynchronized()) {
            if (!seen.contains(actor.getId())
                    && !listing.unreadable().contains(actor.toActor().externalId())) {
                keys.revokeAll(actor.getId());
                actor.markDeleted(clock);
                changes.announce(ChangeTopic.ACTOR, actor.getId());
                audit.synchronizedFrom(source.name(), actor.toActor(), null);
                log.info("action=actor_removed actor={} source={}", actor.getId(), source.name());
            }
        }
    }

    private String upsert(ActorSource source, ConfiguredActor wanted) {
        Labels labels = Labels.of(wanted.labels()).overlaidBy(new Labels(Map.of(SYNC_LABEL, source.name())));
        NewActor actor =
                new NewActor(wanted.namespace(), wanted.externalId(), wanted.permissions(), labels, Annotations.NONE);
        Optional<ActorEntity> present = actors.findLive(wanted.namespace().value(), wanted.externalId());
        ActorEntity entity = present.orElseGet(() -> add(actor));
        Actor before = entity.toActor();
        boolean changed = present.isPresent() && update(entity, wanted.permissions(), labels);
        boolean otherKeys = keys.configure(entity, wanted.key());
        if (otherKeys || changed) {
            entity.touch(clock);
            changes.announce(ChangeTopic.ACTOR, entity.getId());
        }
        if (changed || present.isEmpty()) {
            audit.synchronizedFrom(source.name(), present.isPresent() ? before : null, entity.toActor());
        }
        if (otherKeys) {
            audit.keysReplaced(
                    source.name(), before, wanted.key().material().toKey().fingerprint());
        }
        return entity.getId();
    }

    private ActorEntity add(NewActor actor) {
        namespaces.ensure(actor.namespace());
        ActorEntity added = actors.saveAndFlush(new ActorEntity(clock, ids.nextText(IdType.ACTOR), actor));
        changes.announce(ChangeTopic.ACTOR, added.getId());
        return added;
    }

    private static boolean update(ActorEntity entity, List<Permission> permissions, Labels labels) {
        Actor before = entity.toActor();
        if (before.permissions().equals(permissions) && before.labels().equals(labels)) {
            return false;
        }
        entity.setPermissions(permissions);
        entity.resetLabels(labels);
        return true;
    }
}
