package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a 429 of the service is answered (contract 9.7).
 *
 * @param disabled whether it is only passed on
 * @param retryAfterHeaders headers that say how long to wait, first match wins
 * @param maxRetryAfter longest wait
 * @param defaultRetryAfter wait if no header says
 * @param backoff instead of the default wait; absent if not used
 */
public record RateLimiting(
        boolean disabled,
        List<String> retryAfterHeaders,
        Duration maxRetryAfter,
        Duration defaultRetryAfter,
        @Nullable Backoff backoff) {

    public static final RateLimiting DEFAULT =
            new RateLimiting(false, List.of("Retry-After"), Duration.ofMinutes(15), Duration.ofSeconds(60), null);

    public RateLimiting {
        retryAfterHeaders = List.copyOf(retryAfterHeaders);
    }

    /**
     * Growing waits.
     *
     * @param multiplier at least 1
     * @param jitterFraction 0 to 1: how much of a wait is random
     */
    public record Backoff(Duration initialInterval, double multiplier, Duration maxInterval, double jitterFraction) {}
}
