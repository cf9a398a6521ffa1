package net.authproxy.web.actor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import net.authproxy.core.actor.ActorKeyDetails;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A key of an actor, live or revoked (contract 4.2). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActorKeyResponse(
        String id,
        String actorId,
        String type,
        String alg,
        String fingerprint,
        @Nullable String comment,
        boolean canAssertActors,
        String createdAt,
        @Nullable String lastUsedAt,
        @Nullable String expiresAt,
        @Nullable String revokedAt) {

    static ActorKeyResponse of(ActorKeyDetails key) {
        return new ActorKeyResponse(
                key.id(),
                key.actorId(),
                key.type(),
                key.alg(),
                key.fingerprint(),
                key.comment(),
                key.canAssertActors(),
                Timestamps.text(key.createdAt()),
                text(key.lastUsedAt()),
                text(key.expiresAt()),
                text(key.revokedAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamps.text(time);
    }
}
