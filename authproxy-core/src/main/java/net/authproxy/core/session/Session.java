package net.authproxy.core.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login session as it is shown (contract 5.5).
 *
 * @param id {@code sess_} id; of no use without the sealed cookie
 * @param service where it is valid
 * @param lastSeenAt up to a minute behind
 * @param expiresAt the absolute end; without use it ends earlier
 * @param ip of the browser at sign-in; absent when unknown
 */
public record Session(
        String id,
        String actorId,
        String service,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        @Nullable String ip,
        @Nullable String userAgent) {

    @Override
    public String toString() {
        return "session of " + actorId + " on " + service;
    }
}
