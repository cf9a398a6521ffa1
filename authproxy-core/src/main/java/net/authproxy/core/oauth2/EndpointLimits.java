package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;

/**
 * How hard one endpoint may be pressed by this process (contract 8.4): so many calls at a time, and none for a while after
 * most of them failed.
 */
class EndpointLimits {

    private static final int ENDPOINTS = 10_000;
    private static final Duration OPEN = Duration.ofSeconds(10);
    private static final int WINDOW = 20;
    private static final int TRIES = 3;

    private final int maxCalls;
    private final Duration patience;
    private final Cache<String, Endpoint> endpoints =
            Caffeine.newBuilder().maximumSize(ENDPOINTS).build();

    /**
     * @param maxCalls calls at a time to one endpoint
     * @param patience longest wait for a free place
     */
    EndpointLimits(int maxCalls, Duration patience) {
        this.maxCalls = maxCalls;
        this.patience = patience;
    }

    private record Endpoint(Semaphore places, CircuitBreaker breaker) {}

    /**
     * Runs the call within the limits.
     *
     * @throws TokenEndpointException {@code TRANSIENT} when the endpoint is left alone, or no place got free; else as the
     *     call does
     */
    <T> T within(String authority, Supplier<T> call) {
        return within(authority, () -> {}, call);
    }

    /** The same; {@code ahead} runs when there is a place for the call, and stops it by throwing. */
    <T> T within(String authority, Runnable ahead, Supplier<T> call) {
        Endpoint endpoint = endpoints.get(
                authority,
                name -> new Endpoint(new Semaphore(maxCalls, true), CircuitBreaker.of("token-endpoint", rules())));
        if (!acquire(endpoint.places())) {
            throw new TokenEndpointException(
                    Kind.TRANSIENT, "endpoint_busy", "too many calls to the token endpoint wait", null, null);
        }
        try {
            ahead.run();
            if (!endpoint.breaker().tryAcquirePermission()) {
                throw new TokenEndpointException(
                        Kind.TRANSIENT, "endpoint_failing", "the token endpoint fails and is left alone", OPEN, null);
            }
            return recorded(endpoint.breaker(), call);
        } finally {
            endpoint.places().release();
        }
    }

    private static <T> T recorded(CircuitBreaker breaker, Supplier<T> call) {
        long started = System.nanoTime();
        try {
            T result = call.get();
            breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            return result;
        } catch (TokenEndpointException e) {
            // A provider that says no works; only one that cannot answer is to be left alone.
            if (e.kind() == Kind.TRANSIENT || e.kind() == Kind.LOST_ANSWER) {
                breaker.onError(System.nanoTime() - started, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            }
            throw e;
        } catch (RuntimeException e) {
            breaker.onError(System.nanoTime() - started, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    private boolean acquire(Semaphore places) {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CircuitBreakerConfig rules() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .failureRateThreshold(80)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(TRIES)
                .build();
    }
}
