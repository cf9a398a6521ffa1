package net.authproxy.core.actor;

import java.time.Clock;
import java.util.Optional;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.annotation.Transactional;

/**
 * Registers, changes and revokes the keys of actors (contract 4.2). A change is effective in every process as soon as the
 * message about it arrives, at the latest after five seconds.
 */
public class ActorKeyService {

    private final ActorRepository actors;
    private final ActorAccess access;
    private final ActorKeyRepository repository;
    private final ActorKeys keys;
    private final ActorKeyList list;
    private final Changes changes;
    private final ActorAudit audit;
    private final Clock clock;

    ActorKeyService(
            ActorRepository actors,
            ActorKeyRepository repository,
            ActorKeys keys,
            ActorKeyList list,
            Changes changes,
            ActorAudit audit,
            Clock clock) {
        this.actors = actors;
        this.access = new ActorAccess(actors);
        this.repository = repository;
        this.keys = keys;
        this.list = list;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** The keys of an actor the caller may get, revoked ones included. */
    @Transactional(readOnly = true)
    public Page<ActorKeyDetails> list(ActorPrincipal caller, ResourceId actorId, ListRequest request) {
        ActorEntity actor = access.live(caller, Verb.GET, actorId);
        return list.page(actor.getId(), request).map(ActorKeyEntity::toDetails);
    }

    /** One key, live or revoked. */
    @Transactional(readOnly = true)
    public ActorKeyDetails get(ActorPrincipal caller, ResourceId actorId, ResourceId keyId) {
        return find(access.live(caller, Verb.GET, actorId), keyId).toDetails();
    }

    private ActorKeyEntity find(ActorEntity actor, ResourceId keyId) {
        return repository.find(keyId.text(), actor.getId()).orElseThrow(Authorizer::notFound);
    }

    /**
     * Registers a key. The caller must hold every permission of the actor, since whoever has a key of an actor is that
     * actor; a key that may assert others needs {@code assert_actors} too.
     *
     * @throws AuthProxyException {@code already_exists} when the actor has the key, {@code validation_failed} when it
     *     has as many as it may, {@code grant_exceeds_own} when it may do more than the caller
     */
    @Transactional
    public ActorKeyDetails create(ActorPrincipal caller, ResourceId actorId, NewActorKey key) {
        ActorEntity actor = access.live(caller, Verb.MANAGE_KEYS, actorId);
        if (key.canAssertActors()) {
            ActorAccess.permitted(caller, Verb.ASSERT_ACTORS, Optional.of(actor));
        }
        GrantCheck.requireWithin(caller, actor.toActor());
        if (actors.lock(actor.getId()) == 0) {
            throw Authorizer.notFound();
        }
        ActorKeyEntity made = keys.register(actor, key);
        try {
            repository.flush();
        } catch (DataIntegrityViolationException e) {
            throw new AuthProxyException(ErrorCode.ALREADY_EXISTS, "the actor has this key already", e);
        }
        changes.announce(ChangeTopic.ACTOR, actor.getId());
        audit.key(caller, AuditAction.ACTOR_KEY_CREATE, actor, made);
        return made.toDetails();
    }

    /**
     * Replaces the parts that are present.
     *
     * @throws AuthProxyException {@code invalid_transition} when the key is revoked
     */
    @Transactional
    public ActorKeyDetails update(ActorPrincipal caller, ResourceId actorId, ResourceId keyId, ActorKeyChange change) {
        ActorEntity actor = access.live(caller, Verb.MANAGE_KEYS, actorId);
        ActorKeyEntity key = find(actor, keyId);
        if (Boolean.TRUE.equals(change.canAssertActors()) && !key.canAssertActors()) {
            ActorAccess.permitted(caller, Verb.ASSERT_ACTORS, Optional.of(actor));
        }
        if (change.widens()) {
            GrantCheck.requireWithin(caller, actor.toActor());
        }
        if (!key.isLive()) {
            throw new AuthProxyException(ErrorCode.INVALID_TRANSITION, "the key is revoked");
        }
        key.apply(change);
        changes.announce(ChangeTopic.ACTOR, actor.getId());
        audit.key(caller, AuditAction.ACTOR_KEY_UPDATE, actor, key);
        return key.toDetails();
    }

    /** Revokes the key; revoking it again changes nothing. */
    @Transactional
    public void revoke(ActorPrincipal caller, ResourceId actorId, ResourceId keyId) {
        ActorEntity actor = access.live(caller, Verb.MANAGE_KEYS, actorId);
        ActorKeyEntity key = find(actor, keyId);
        if (key.isLive()) {
            key.revoke(clock);
            changes.announce(ChangeTopic.ACTOR, actor.getId());
            audit.key(caller, AuditAction.ACTOR_KEY_REVOKE, actor, key);
        }
    }
}
