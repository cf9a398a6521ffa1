package net.authproxy.web.requestlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import net.authproxy.core.requestlog.RequestLogEntry;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A row of the request log (contract 10.2). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestLogResponse(
        String requestId,
        String namespace,
        String type,
        String timestamp,
        long duration,
        @Nullable Long totalDuration,
        String correlationId,
        @Nullable String connectionId,
        @Nullable String connectorId,
        @Nullable Integer connectorVersion,
        @Nullable String actorId,
        String method,
        String scheme,
        String host,
        String path,
        @Nullable Integer responseStatusCode,
        @Nullable String responseError,
        @Nullable String requestHttpVersion,
        @Nullable String responseHttpVersion,
        long requestSizeBytes,
        long responseSizeBytes,
        @Nullable String requestMimeType,
        @Nullable String responseMimeType,
        @Nullable Boolean internalTimeout,
        @Nullable Boolean requestCancelled,
        @Nullable Boolean rateLimited,
        int attempts,
        boolean fullRequestRecorded,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels) {

    static RequestLogResponse of(RequestLogEntry entry) {
        return new RequestLogResponse(
                entry.requestId(),
                entry.namespace(),
                entry.type(),
                Timestamps.text(entry.timestamp()),
                entry.durationMillis(),
                entry.totalDurationMillis(),
                entry.correlationId(),
                entry.connectionId(),
                entry.connectorId(),
                entry.connectorVersion(),
                entry.actorId(),
                entry.method(),
                entry.scheme(),
                entry.host(),
                entry.path(),
                entry.responseStatusCode(),
                entry.responseError(),
                entry.requestHttpVersion(),
                entry.responseHttpVersion(),
                entry.requestSizeBytes(),
                entry.responseSizeBytes(),
                entry.requestMimeType(),
                entry.responseMimeType(),
                flag(entry.internalTimeout()),
                flag(entry.requestCancelled()),
                flag(entry.rateLimited()),
                entry.attempts(),
                entry.fullRequestRecorded(),
                entry.labels());
    }

    /** True or absent (contract 10.2). */
    private static @Nullable Boolean flag(boolean value) {
        return value ? Boolean.TRUE : null;
    }
}
