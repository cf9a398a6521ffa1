package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an envelope call (contract 9.1).
 *
 * @param url absolute, or a path
 * @param method one of the seven plain methods
 * @param headers in order, values as the bytes to send (Latin-1 for UTF-8)
 * @param labels as {@code k=v}
 * @param body to send; absent if there is none
 * @param json whether the body came as {@code body_json}
 * @param timeoutMillis bound on the whole call; 0 = none
 * @param record false switches recording off for this call
 */
record EnvelopeRequest(
        String url,
        String method,
        List<Map.Entry<String, String>> headers,
        List<String> labels,
        @Nullable Buffer body,
        boolean json,
        long timeoutMillis,
        boolean record) {}
