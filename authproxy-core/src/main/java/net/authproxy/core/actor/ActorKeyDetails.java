package net.authproxy.core.actor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a registered key, live or revoked; never its material (contract 4.2).
 *
 * @param type {@code rsa}, {@code ec}, {@code ed25519} or {@code hmac}
 * @param alg the one algorithm of its tokens
 * @param comment absent for none
 * @param lastUsedAt accurate to a minute; absent when it was never used
 * @param expiresAt absent when it does not expire
 * @param revokedAt absent while it is live
 */
public record ActorKeyDetails(
        String id,
        String actorId,
        String type,
        String alg,
        String fingerprint,
        @Nullable String comment,
        boolean canAssertActors,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
