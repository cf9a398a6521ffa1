package net.authproxy.web.requestlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import net.authproxy.core.requestlog.RequestLogEntry;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** One exchange in the shape of a recording, from its row: no headers and no bodies (contract 10.1, 10.3). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestLogDetailResponse(
        String id,
        @JsonProperty("ns") String namespace,
        @JsonProperty("cid") String correlationId,
        @JsonProperty("ts") String timestamp,
        @JsonProperty("dur") long duration,
        boolean full,
        @Nullable @JsonProperty("to") Boolean timedOut,
        @Nullable @JsonProperty("rc") Boolean cancelled,
        @JsonProperty("req") Request request,
        @JsonProperty("res") Response response) {

    /** The request as sent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            @JsonProperty("u") String url,
            @Nullable @JsonProperty("v") String httpVersion,
            @JsonProperty("m") String method,
            @JsonProperty("cl") long length) {}

    /** The response as received. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Response(
            @Nullable @JsonProperty("v") String httpVersion,
            @Nullable @JsonProperty("sc") Integer status,
            @Nullable @JsonProperty("err") String error,
            @JsonProperty("cl") long length) {}

    static RequestLogDetailResponse of(RequestLogEntry entry) {
        return new RequestLogDetailResponse(
                entry.requestId(),
                entry.namespace(),
                entry.correlationId(),
                Timestamps.text(entry.timestamp()),
                entry.durationMillis(),
                false,
                entry.internalTimeout() ? true : null,
                entry.requestCancelled() ? true : null,
                new Request(
                        entry.scheme() + "://" + entry.host() + entry.path(),
                        entry.requestHttpVersion(),
                        entry.method(),
                        entry.requestSizeBytes()),
                new Response(
                        entry.responseHttpVersion(),
                        entry.responseStatusCode(),
                        entry.responseError(),
                        entry.responseSizeBytes()));
    }
}
