package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.List;

/** Reads {@code rate_limiting}. */
final class RateLimitReader {

    private static final Duration INITIAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(5);
    private static final double MULTIPLIER = 2.0;
    private static final double MAX_MULTIPLIER = 100.0;
    private static final double JITTER = 0.1;

    RateLimiting read(ObjectReader definition) {
        return definition.object("rate_limiting", RateLimiting.DEFAULT, this::rules);
    }

    private RateLimiting rules(ObjectReader in) {
        List<String> headers = in.texts("retry_after_headers");
        for (String header : headers) {
            RequestReader.checkName(in, in.path("retry_after_headers"), header);
        }
        return new RateLimiting(
                in.flag("disabled", false),
                headers.isEmpty() ? RateLimiting.DEFAULT.retryAfterHeaders() : headers,
                in.duration("max_retry_after", RateLimiting.DEFAULT.maxRetryAfter()),
                in.duration("default_retry_after", RateLimiting.DEFAULT.defaultRetryAfter()),
                in.object("exponential_backoff")
                        .map(object -> ObjectReader.closing(object, this::backoff))
                        .orElse(null));
    }

    private RateLimiting.Backoff backoff(ObjectReader in) {
        return new RateLimiting.Backoff(
                in.duration("initial_interval", INITIAL),
                in.decimal("multiplier", MULTIPLIER, 1, MAX_MULTIPLIER),
                in.duration("max_interval", MAX_INTERVAL),
                in.decimal("jitter_fraction", JITTER, 0, 1));
    }
}
