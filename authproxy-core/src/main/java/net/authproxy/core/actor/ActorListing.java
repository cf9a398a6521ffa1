package net.authproxy.core.actor;

import java.util.List;
import java.util.Set;

/**
 * What a source of configured actors lists now.
 *
 * @param unreadable external ids whose entry is there but cannot be read at the moment: they are left as they are
 */
public record ActorListing(List<ConfiguredActor> actors, Set<String> unreadable) {

    public ActorListing {
        actors = List.copyOf(actors);
        unreadable = Set.copyOf(unreadable);
    }
}
