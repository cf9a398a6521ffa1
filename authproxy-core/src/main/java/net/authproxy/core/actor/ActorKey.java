package net.authproxy.core.actor;

import java.time.Instant;
import net.authproxy.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * A live key of an actor, ready to verify (contract 4.2).
 *
 * @param expiresAt absent when it does not expire
 */
public record ActorKey(
        String id,
        String actorId,
        VerificationKey key,
        @Nullable String comment,
        boolean canAssertActors,
        @Nullable Instant expiresAt) {}
