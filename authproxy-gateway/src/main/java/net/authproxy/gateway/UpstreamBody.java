package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What is sent upstream after the headers. */
sealed interface UpstreamBody {

    /** Nothing. */
    record None() implements UpstreamBody {}

    /** Bytes that are there already. */
    record Bytes(Buffer bytes) implements UpstreamBody {}

    /**
     * The caller's body as it comes in; the request is paused.
     *
     * @param chunked whether its length is unknown
     * @param limit most bytes; 0 = no limit
     * @param replay keeps a copy; absent when it is never sent again
     */
    record Streamed(
            HttpServerRequest request,
            boolean chunked,
            long limit,
            @Nullable ReplayBuffer replay) implements UpstreamBody {

        /** A body that is sent once. */
        Streamed(HttpServerRequest request, boolean chunked, long limit) {
            this(request, chunked, limit, null);
        }
    }
}
