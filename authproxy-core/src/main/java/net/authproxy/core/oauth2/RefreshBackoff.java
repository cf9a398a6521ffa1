package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long this process leaves a connection's provider alone after transient failures: what it asked for, else 1 s, doubling
 * to 5 min (contract 8.5). Lost with the process, which does no harm.
 */
class RefreshBackoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;
    private static final int SIZE = 100_000;

    private final Clock clock;
    private final Cache<String, Pause> pauses = Caffeine.newBuilder()
            .maximumSize(SIZE)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    RefreshBackoff(Clock clock) {
        this.clock = clock;
    }

    private record Pause(int failures, Instant until, String error) {}

    /** The rest of the pause, as an outcome; absent when there is none. */
    RefreshOutcome.@Nullable Later pause(String connectionId) {
        Pause pause = pauses.getIfPresent(connectionId);
        if (pause == null) {
            return null;
        }
        Duration rest = Duration.between(clock.instant(), pause.until());
        return rest.isPositive() ? new RefreshOutcome.Later(pause.error(), rest) : null;
    }

    RefreshOutcome.Later failed(String connectionId, TokenEndpointException failure) {
        Pause before = pauses.getIfPresent(connectionId);
        int failures = before == null ? 0 : before.failures();
        Duration own = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration wait =
                failure.retryAfter() != null ? failure.retryAfter() : own.compareTo(LONGEST) > 0 ? LONGEST : own;
        pauses.put(connectionId, new Pause(failures + 1, clock.instant().plus(wait), failure.error()));
        return new RefreshOutcome.Later(failure.error(), wait);
    }

    void succeeded(String connectionId) {
        pauses.invalidate(connectionId);
    }
}
