package net.authproxy.core.proxy;

import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How a call went, as seen by the edge (contract 10.2).
 *
 * @param status upstream's status; 0 when it did not answer
 * @param error why it did not, or why the answer broke; absent for a complete exchange
 * @param errorText short text for the row, without any secret
 * @param headersMillis start until response headers, or until the failure
 * @param totalMillis start until the last byte
 * @param requestBytes request body bytes sent
 * @param responseBytes response body bytes received
 * @param requestMimeType as sent; absent if none
 * @param responseMimeType as received; absent if none
 * @param requestHttpVersion such as {@code HTTP/1.1}
 * @param responseHttpVersion absent when upstream did not answer
 * @param cancelled whether the caller went away first
 * @param timedOut whether one of our own time-outs ended it
 * @param attempts how many times the request was sent
 */
public record ExchangeOutcome(
        int status,
        @Nullable ErrorCode error,
        @Nullable String errorText,
        long headersMillis,
        long totalMillis,
        long requestBytes,
        long responseBytes,
        @Nullable String requestMimeType,
        @Nullable String responseMimeType,
        String requestHttpVersion,
        @Nullable String responseHttpVersion,
        boolean cancelled,
        boolean timedOut,
        int attempts) {}
