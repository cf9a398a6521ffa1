package net.authproxy.core.requestlog;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.resource.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * What a request-log list is narrowed to (contract 10.1); absent parts do not narrow.
 *
 * @param connectorType label {@code type} at call time, where {@code *} stands for any text
 * @param statusCodes inclusive
 * @param timestamps inclusive
 * @param path exact
 * @param pathRegex RE2, found anywhere in the path; never together with {@code path}
 */
public record RequestLogFilter(
        @Nullable String requestType,
        @Nullable String correlationId,
        @Nullable String connectionId,
        @Nullable String connectorType,
        @Nullable String connectorId,
        @Nullable Integer connectorVersion,
        @Nullable String method,
        @Nullable StatusRange statusCodes,
        @Nullable TimeRange timestamps,
        @Nullable String path,
        @Nullable String pathRegex) {

    public static final RequestLogFilter NONE =
            new RequestLogFilter(null, null, null, null, null, null, null, null, null, null, null);

    /**
     * Reads the route's parameters; {@code invalid_filter} lists everything that is wrong. Beside a cursor they are
     * ignored.
     */
    public static RequestLogFilter parse(QueryParameters query) {
        return query.present("cursor") == null ? new RequestLogFilterParser(query).parse() : NONE;
    }

    /** The parameters that parse to this filter. */
    Map<String, String> toParameters() {
        Map<String, String> parameters = new TreeMap<>();
        put(parameters, "request_type", requestType);
        put(parameters, "correlation_id", correlationId);
        put(parameters, "connection_id", connectionId);
        put(parameters, "connector_type", connectorType);
        put(parameters, "connector_id", connectorId);
        put(parameters, "connector_version", connectorVersion);
        put(parameters, "method", method);
        put(parameters, "status_code_range", statusCodes);
        put(parameters, "timestamp_range", timestamps);
        put(parameters, "path", path);
        put(parameters, "path_regex", pathRegex);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    /** Status codes, both ends included. */
    public record StatusRange(int from, int to) {

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /** Moments, both ends included. */
    public record TimeRange(Instant from, Instant to) {

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }
}
