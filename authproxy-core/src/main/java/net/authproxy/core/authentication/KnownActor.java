package net.authproxy.core.authentication;

import java.util.List;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorKey;

/**
 * What a look-up by name found.
 *
 * @param actor empty when there is no live actor of that name
 */
record KnownActor(Optional<Actor> actor, List<ActorKey> keys) {

    static final KnownActor NOBODY = new KnownActor(Optional.empty(), List.of());

    KnownActor {
        keys = List.copyOf(keys);
    }
}
