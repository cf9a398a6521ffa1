package net.authproxy.core.actor;

/** Where configured actors come from. */
public interface ActorSource {

    /** Value of the label {@code authproxy.io/actor-sync-source} on the actors it brings. */
    String name();

    /** All actors the source lists now; who is no longer listed is deleted. */
    ActorListing read();
}
