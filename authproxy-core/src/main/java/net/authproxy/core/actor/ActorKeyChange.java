package net.authproxy.core.actor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partial update of a key: absent parts stay (contract 4.2). */
public record ActorKeyChange(
        @Nullable Replacement<String> comment,
        @Nullable Replacement<Instant> expiresAt,
        @Nullable Boolean canAssertActors) {

    /**
     * A new value.
     *
     * @param value absent to take the old one away
     */
    public record Replacement<T>(@Nullable T value) {}

    /** Whether the key may do more afterwards, or for longer. */
    boolean widens() {
        return Boolean.TRUE.equals(canAssertActors) || expiresAt != null;
    }
}
