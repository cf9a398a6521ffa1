package net.authproxy.core.actor;

import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;

/** Finds actors for callers by the two gates of contract 1.2; the ids of a permission are actor ids or external ids. */
class ActorAccess {

    private final ActorRepository actors;

    ActorAccess(ActorRepository actors) {
        this.actors = actors;
    }

    ActorEntity live(ActorPrincipal caller, Verb verb, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, verb);
        return permitted(caller, verb, actors.findLiveById(id.text()));
    }

    ActorEntity live(ActorPrincipal caller, Verb verb, NamespacePath namespace, String externalId) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, verb);
        return permitted(caller, verb, actors.findLive(namespace.value(), externalId));
    }

    /** The same, held until the transaction ends, for a change; to be asked before the row is read otherwise. */
    ActorEntity locked(ActorPrincipal caller, Verb verb, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, verb);
        return permitted(caller, verb, actors.findLocked(id.text()));
    }

    ActorEntity locked(ActorPrincipal caller, Verb verb, NamespacePath namespace, String externalId) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, verb);
        return permitted(caller, verb, actors.findLocked(namespace.value(), externalId));
    }

    /** Also one that was deleted: who may delete it may say so twice, to everybody else it does not exist. */
    ActorEntity deletable(ActorPrincipal caller, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, Verb.DELETE);
        return permitted(caller, Verb.DELETE, actors.findLockedAnyState(id.text()));
    }

    ActorEntity deletable(ActorPrincipal caller, NamespacePath namespace, String externalId) {
        Authorizer.requireAnywhere(caller, ResourceType.ACTORS, Verb.DELETE);
        return permitted(
                caller,
                Verb.DELETE,
                actors.findLocked(namespace.value(), externalId)
                        .or(() -> actors.findLastDeleted(namespace.value(), externalId)));
    }

    static ActorEntity permitted(ActorPrincipal caller, Verb verb, Optional<ActorEntity> found) {
        ActorEntity actor = found.orElseThrow(Authorizer::notFound);
        String externalId = actor.toActor().externalId();
        boolean byExternalId =
                caller.may(ResourceType.ACTORS, verb, actor.namespace().value(), externalId);
        if (!byExternalId) {
            Authorizer.require(caller, ResourceType.ACTORS, verb, actor.namespace(), actor.getId());
        }
        return actor;
    }
}
