package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.expression.Expression;

/**
 * A call that checks a connection.
 *
 * @param withCredential whether it goes through the proxy ({@code proxy_http}) or plain ({@code http})
 * @param timeout of the whole call
 * @param schedule when it runs by itself
 * @param success what counts as success
 * @param failureThreshold failures in a row that make the connection unhealthy
 * @param successThreshold successes in a row that make it healthy again
 */
public record ProbeDefinition(
        String id,
        boolean withCredential,
        RequestTemplate request,
        Duration timeout,
        ProbeSchedule schedule,
        Success success,
        int failureThreshold,
        int successThreshold) {

    /**
     * What counts as success: one of the statuses and all of the expressions.
     *
     * @param statuses such as {@code 200} or {@code 2xx}
     * @param json predicates over the parsed answer
     */
    public record Success(List<String> statuses, List<Expression> json) {

        public static final Success DEFAULT = new Success(List.of("2xx"), List.of());

        public Success {
            statuses = List.copyOf(statuses);
            json = List.copyOf(json);
        }

        /** Whether the status is one of those. */
        public boolean accepts(int status) {
            String text = Integer.toString(status);
            return statuses.stream()
                    .anyMatch(
                            entry -> entry.equals(text) || (entry.endsWith("xx") && entry.charAt(0) == text.charAt(0)));
        }
    }
}
