package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;

/**
 * How fast this process gives grants back to one provider: a whole connector may be disconnected at once, and a provider
 * that is flooded answers nobody (contract 6.5).
 */
class RevocationPace {

    private static final int PROVIDERS = 10_000;

    private final RateLimiterConfig rules;
    private final Cache<String, RateLimiter> providers =
            Caffeine.newBuilder().maximumSize(PROVIDERS).build();

    /**
     * @param perSecond revocations per second at one provider
     * @param patience longest wait for one's turn
     */
    RevocationPace(int perSecond, Duration patience) {
        this.rules = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(perSecond))
                .timeoutDuration(patience)
                .build();
    }

    /**
     * Waits for one's turn.
     *
     * @throws TokenEndpointException {@code TRANSIENT} when that takes too long
     */
    void await(String authority) {
        if (!providers
                .get(authority, name -> RateLimiter.of("revocations", rules))
                .acquirePermission()) {
            throw new TokenEndpointException(
                    Kind.TRANSIENT, "endpoint_busy", "too many revocations wait for the provider", null, null);
        }
    }
}
