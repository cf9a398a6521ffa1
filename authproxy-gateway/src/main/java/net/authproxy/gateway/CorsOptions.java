package net.authproxy.gateway;

import java.time.Duration;
import java.util.List;

/**
 * Which other origins may call from a browser (contract 2.3).
 *
 * @param allowedOrigins exact origins, or {@code *}; empty: CORS is off
 */
public record CorsOptions(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        Duration maxAge,
        boolean allowCredentials) {

    public CorsOptions {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        if (allowCredentials && allowedOrigins.contains("*")) {
            throw new IllegalArgumentException("cors: '*' cannot be combined with credentials");
        }
    }

    /** No CORS at all. */
    public static CorsOptions none() {
        return new CorsOptions(List.of(), List.of(), List.of(), List.of(), Duration.ZERO, false);
    }

    /** The contract's defaults for these origins. */
    public static CorsOptions forOrigins(List<String> origins) {
        return new CorsOptions(
                origins,
                List.of("GET", "POST", "PUT", "PATCH", "HEAD", "DELETE"),
                List.of(
                        "Origin",
                        "Authorization",
                        "Content-Type",
                        "Cookie",
                        "X-Xsrf-Token",
                        "If-Match",
                        "Idempotency-Key"),
                List.of("X-Xsrf-Token", "ETag", "X-AuthProxy-Request-Id"),
                Duration.ofHours(12),
                true);
    }

    boolean enabled() {
        return !allowedOrigins.isEmpty();
    }

    boolean allows(String origin) {
        return allowedOrigins.contains(origin) || allowedOrigins.contains("*");
    }
}
