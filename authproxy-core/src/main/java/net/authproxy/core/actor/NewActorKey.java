package net.authproxy.core.actor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to be registered for an actor.
 *
 * @param comment absent for none
 * @param expiresAt from then on its tokens are refused; absent when it does not expire
 */
public record NewActorKey(
        KeyMaterial material,
        @Nullable String comment,
        boolean canAssertActors,
        @Nullable Instant expiresAt) {

    /** A key that does not expire. */
    public NewActorKey(KeyMaterial material, @Nullable String comment, boolean canAssertActors) {
        this(material, comment, canAssertActors, null);
    }
}
