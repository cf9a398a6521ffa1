package net.authproxy.core.authentication;

import java.time.Instant;
import net.authproxy.core.actor.ActorKey;
import org.jspecify.annotations.Nullable;

/** Whose key verified a token: decides what the token may carry (contract 5.3). */
sealed interface SignedBy {

    /** AuthProxy itself. */
    record SystemKey() implements SignedBy {}

    /** The host application's configured key. */
    record HostKey() implements SignedBy {}

    /** One of the actor's own keys. */
    record OwnKey(ActorKey key) implements SignedBy {}

    /** A key whose owner may assert other actors. */
    record AssertingKey(ActorKey key) implements SignedBy {}

    /** The registered key; absent for system and configured keys. */
    default @Nullable ActorKey registeredKey() {
        return switch (this) {
            case SystemKey system -> null;
            case HostKey host -> null;
            case OwnKey own -> own.key();
            case AssertingKey asserting -> asserting.key();
        };
    }

    /** The key's id, or a word for the keys that have none; for the audit trail. */
    default String text() {
        return switch (this) {
            case SystemKey system -> "system_key";
            case HostKey host -> "host_key";
            case OwnKey own -> own.key().id();
            case AssertingKey asserting -> asserting.key().id();
        };
    }

    /** Until when that key may vouch. */
    default Instant validUntil() {
        ActorKey key = registeredKey();
        Instant expiry = key == null ? null : key.expiresAt();
        return expiry == null ? Instant.MAX : expiry;
    }
}
