package net.authproxy.core.actor;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.annotation.Transactional;

/** Creates, changes and finds actors (contract 4.1). */
public class ActorService {

    private final ActorRepository actors;
    private final ActorAccess access;
    private final ActorKeys keys;
    private final ActorList list;
    private final NamespaceService namespaces;
    private final ActorAudit audit;
    private final Changes changes;
    private final IdGenerator ids;
    private final Clock clock;

    ActorService(
            ActorRepository actors,
            ActorKeys keys,
            ActorList list,
            NamespaceService namespaces,
            ActorAudit audit,
            Changes changes,
            IdGenerator ids,
            Clock clock) {
        this.actors = actors;
        this.access = new ActorAccess(actors);
        this.keys = keys;
        this.list = list;
        this.namespaces = namespaces;
        this.audit = audit;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes an actor; its permissions must be within the caller's own. */
    @Transactional
    public Actor create(ActorPrincipal caller, NewActor actor) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, Verb.CREATE);
        requireLiveNamespace(caller, actor.namespace());
        Authorizer.require(caller, ResourceType.ACTORS, Verb.CREATE, actor.namespace(), null);
        if (!actor.permissions().isEmpty()) {
            Authorizer.require(caller, ResourceType.ACTORS, Verb.MANAGE_PERMISSIONS, actor.namespace(), null);
        }
        if (actors.findLive(actor.namespace().value(), actor.externalId()).isPresent()) {
            throw duplicate();
        }
        ActorEntity entity = new ActorEntity(clock, ids.nextText(IdType.ACTOR), actor);
        Authorizer.requireGrant(caller, entity.toActor().permissionSet());
        try {
            Actor made = actors.saveAndFlush(entity).toActor();
            changes.announce(ChangeTopic.ACTOR, made.id());
            audit.created(caller, made);
            return made;
        } catch (DataIntegrityViolationException e) {
            throw duplicate();
        }
    }

    private void requireLiveNamespace(ActorPrincipal caller, NamespacePath path) {
        if (!Authorizer.sees(caller, path) || !namespaces.holdActive(path)) {
            throw AuthProxyException.invalid("namespace", "no such namespace");
        }
    }

    private static AuthProxyException duplicate() {
        return new AuthProxyException(
                ErrorCode.ALREADY_EXISTS, "an actor with this external id exists in the namespace");
    }

    /** One live actor by id. */
    @Transactional(readOnly = true)
    public Actor get(ActorPrincipal caller, ResourceId id) {
        return require(caller, id, Verb.GET);
    }

    /** One live actor with which the caller may do this. */
    @Transactional(readOnly = true)
    public Actor require(ActorPrincipal caller, ResourceId id, Verb verb) {
        return access.live(caller, verb, id).toActor();
    }

    /** One live actor by the host application's name for it. */
    @Transactional(readOnly = true)
    public Actor getByExternalId(ActorPrincipal caller, NamespacePath namespace, String externalId) {
        return access.live(caller, Verb.GET, namespace, externalId).toActor();
    }

    /**
     * Lists live actors the caller may see.
     *
     * @param filters {@code external_id}
     */
    @Transactional(readOnly = true)
    public Page<Actor> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, Verb.LIST);
        return list.page(request, Authorizer.scope(caller, ResourceType.ACTORS, Verb.LIST), filters)
                .map(ActorEntity::toActor);
    }

    /**
     * Changes what the change names.
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    public Actor update(ActorPrincipal caller, ResourceId id, ActorChange change, Precondition precondition) {
        return change(caller, access.locked(caller, Verb.UPDATE, id), change, precondition);
    }

    /** The same by the host application's name for the actor. */
    @Transactional
    public Actor updateByExternalId(
            ActorPrincipal caller,
            NamespacePath namespace,
            String externalId,
            ActorChange change,
            Precondition precondition) {
        return change(caller, access.locked(caller, Verb.UPDATE, namespace, externalId), change, precondition);
    }

    private Actor change(ActorPrincipal caller, ActorEntity actor, ActorChange change, Precondition precondition) {
        precondition.require(actor.updatedAt());
        Actor before = actor.toActor();
        actor.apply(change.metadata());
        if (change.permissions() != null) {
            actor.setPermissions(change.permissions());
        }
        if (change.permissions() != null || GrantCheck.labelsDecide(before, actor.labels())) {
            ActorAccess.permitted(caller, Verb.MANAGE_PERMISSIONS, Optional.of(actor));
            Authorizer.requireGrant(caller, actor.toActor().permissionSet());
        }
        actor.touch(clock);
        changes.announce(ChangeTopic.ACTOR, actor.getId());
        audit.updated(caller, before, actor.toActor());
        return actor.toActor();
    }

    /** Deletes the actor: keys and sessions die at once. Deleting again what one deleted is fine. */
    @Transactional
    public void delete(ActorPrincipal caller, ResourceId id, Precondition precondition) {
        remove(caller, access.deletable(caller, id), precondition);
    }

    /** The same by the host application's name for the actor. */
    @Transactional
    public void deleteByExternalId(
            ActorPrincipal caller, NamespacePath namespace, String externalId, Precondition precondition) {
        remove(caller, access.deletable(caller, namespace, externalId), precondition);
    }

    private void remove(ActorPrincipal caller, ActorEntity actor, Precondition precondition) {
        if (actor.deletedAt().isPresent()) {
            return;
        }
        precondition.require(actor.updatedAt());
        keys.revokeAll(actor.getId());
        actor.markDeleted(clock);
        changes.announce(ChangeTopic.ACTOR, actor.getId());
        audit.deleted(caller, actor.toActor());
    }

    /** A live actor; for authentication. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<Actor> findLive(NamespacePath namespace, String externalId) {
        return actors.findLive(namespace.value(), externalId).map(ActorEntity::toActor);
    }

    /** A live actor by id; for authentication. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<Actor> findLive(String id) {
        return actors.findLiveById(id).map(ActorEntity::toActor);
    }

    /** When an actor of that name was deleted last; empty if never. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<Instant> lastDeletion(NamespacePath namespace, String externalId) {
        return actors.findLastDeletion(namespace.value(), externalId);
    }

    /** A live key by its id, whoever owns it; for authentication. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<ActorKey> findKey(String keyId) {
        return keys.owner(keyId)
                .flatMap(actors::findLiveById)
                .flatMap(owner -> keys.open(owner.getId(), owner.namespace()).stream()
                        .filter(key -> key.id().equals(keyId))
                        .findFirst());
    }

    /** The actor's live keys, opened; for authentication. */
    @SystemOperation
    @Transactional(readOnly = true)
    public List<ActorKey> liveKeys(Actor actor) {
        return keys.open(actor.id(), actor.namespace());
    }

    /**
     * Makes or updates the actor that a trusted token asserts: labels and permissions are overwritten (contract 5.2).
     *
     * @param assertedBy whose key vouched: a key id, or {@code host_key}, {@code system_key}; for the audit trail
     */
    @SystemOperation
    @Transactional
    public Actor assertActor(NewActor wanted, Optional<List<Permission>> permissions, String assertedBy) {
        Optional<ActorEntity> present = actors.findLive(wanted.namespace().value(), wanted.externalId());
        if (present.isEmpty()) {
            namespaces.ensure(wanted.namespace());
            Actor made = actors.saveAndFlush(new ActorEntity(clock, ids.nextText(IdType.ACTOR), wanted))
                    .toActor();
            changes.announce(ChangeTopic.ACTOR, made.id());
            audit.asserted(assertedBy, null, made);
            return made;
        }
        ActorEntity actor = present.get();
        Actor before = actor.toActor();
        actor.replaceLabels(wanted.labels());
        permissions.ifPresent(actor::setPermissions);
        Actor after = actor.toActor();
        if (!before.labels().equals(after.labels()) || !before.permissions().equals(after.permissions())) {
            actor.touch(clock);
            changes.announce(ChangeTopic.ACTOR, actor.getId());
            audit.asserted(assertedBy, before, after);
        }
        return actor.toActor();
    }
}
