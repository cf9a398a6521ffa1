package net.authproxy.core.oauth2;

import java.time.Duration;
import java.time.Instant;

/**
 * What the last attempt to renew a token came to, kept with the token (contract 8.5).
 *
 * @param error the provider's error code, or ours; never more than a word
 * @param at when it was last seen
 * @param count failures of this kind in a row
 * @param since when they began
 */
public record RefreshFailure(Kind kind, String error, Instant at, int count, Instant since) {

    /** Time after which a client that was rejected is tried again. */
    static final Duration CLIENT_RETRY = Duration.ofMinutes(15);

    private static final int UNKNOWN_LIMIT = 5;
    private static final Duration UNKNOWN_SPAN = Duration.ofHours(1);

    /** What a failure means. */
    public enum Kind {
        /** Only the user can help. */
        PERMANENT,
        /** Only the operator can help; tried again from time to time. */
        CLIENT_REJECTED,
        /** Some other 4xx: permanent once it was seen often and long enough. */
        OTHER;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }

    boolean isPermanent() {
        return kind == Kind.PERMANENT;
    }

    /** Whether nothing is to be sent at that moment. */
    boolean bars(Instant now) {
        return isPermanent() || (kind == Kind.CLIENT_REJECTED && now.isBefore(at.plus(CLIENT_RETRY)));
    }

    /** Whether an unknown error has lasted so long that only the user can help. */
    boolean isHopeless() {
        return kind == Kind.OTHER
                && count >= UNKNOWN_LIMIT
                && !Duration.between(since, at).minus(UNKNOWN_SPAN).isNegative();
    }
}
