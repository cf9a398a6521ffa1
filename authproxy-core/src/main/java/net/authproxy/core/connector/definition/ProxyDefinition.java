package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * How calls are proxied.
 *
 * @param baseUrl put in front of a path; absent if callers must give whole URLs
 * @param allowedHosts where the credential may go; empty: derived (contract 9.4)
 * @param headers default headers
 * @param timeouts limits of one call
 * @param retry when a call is repeated
 * @param maxRequestBytes 0: unlimited
 * @param maxResponseBytes 0: unlimited
 * @param followRedirects whether redirects to the same host are followed
 * @param recording what overrides the server's recording settings
 */
public record ProxyDefinition(
        @Nullable Template baseUrl,
        List<Template> allowedHosts,
        Map<String, HeaderRule> headers,
        Timeouts timeouts,
        Retry retry,
        long maxRequestBytes,
        long maxResponseBytes,
        FollowRedirects followRedirects,
        Recording recording) {

    public ProxyDefinition {
        allowedHosts = List.copyOf(allowedHosts);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** What happens to a redirect. */
    public enum FollowRedirects {
        NEVER,
        SAME_HOST
    }

    /**
     * A default header.
     *
     * @param enforce whether it replaces the caller's value; a secret one always does
     */
    public record HeaderRule(TemplatedValue value, boolean enforce) {

        /** Whether the caller's value is dropped. */
        public boolean replacesCaller() {
            return enforce || value.value().secret();
        }
    }

    /**
     * Limits of one call.
     *
     * @param connect until the connection stands
     * @param response until the answer's head is there
     * @param total until the end; zero: no limit
     */
    public record Timeouts(Duration connect, Duration response, Duration total) {

        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO);
    }

    /**
     * When a call of a safe or idempotent method is repeated.
     *
     * @param max 0: never
     * @param onConnectError whether a failed connect is a reason
     * @param onStatus statuses that are a reason
     */
    public record Retry(int max, boolean onConnectError, Set<Integer> onStatus) {

        public static final Retry DEFAULT = new Retry(0, true, Set.of(502, 503, 504));

        public Retry {
            onStatus = Set.copyOf(onStatus);
        }
    }
}
