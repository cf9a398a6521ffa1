package net.authproxy.core.requestlog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the request log (contract 10.2). Sizes in bytes, durations in milliseconds; absent values are null.
 *
 * @param requestId {@code req_} id, unique
 * @param type {@code proxy}, {@code oauth}, {@code probe}, {@code public} or {@code global}
 * @param timestamp start of the call, milliseconds
 * @param durationMillis until response headers
 * @param totalDurationMillis until the last byte
 * @param path without the query string
 * @param labels effective labels of the connection overlaid by the caller's, frozen at call time
 */
public record RequestLogEntry(
        String requestId,
        String namespace,
        String type,
        String correlationId,
        Instant timestamp,
        long durationMillis,
        @Nullable Long totalDurationMillis,
        @Nullable String connectionId,
        @Nullable String connectorId,
        @Nullable Integer connectorVersion,
        @Nullable String connectorType,
        @Nullable String actorId,
        String method,
        String scheme,
        String host,
        String path,
        @Nullable Integer responseStatusCode,
        @Nullable String responseError,
        @Nullable String requestHttpVersion,
        long requestSizeBytes,
        @Nullable String requestMimeType,
        @Nullable String responseHttpVersion,
        long responseSizeBytes,
        @Nullable String responseMimeType,
        boolean internalTimeout,
        boolean requestCancelled,
        boolean rateLimited,
        int attempts,
        boolean fullRequestRecorded,
        Map<String, String> labels) {

    public RequestLogEntry {
        labels = Map.copyOf(labels);
    }
}
