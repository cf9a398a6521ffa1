package net.authproxy.core.shared.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * One small call of our own, such as a token request or a probe. Immutable; every {@code with} gives a copy. Headers,
 * query and body may hold secrets, so {@link #toString} shows none of them.
 */
public final class OutboundRequest {

    private static final int DEFAULT_MAX_RESPONSE = 1024 * 1024;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** Framing and connection belong to the client, the host to the checked destination. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final Duration timeout;
    private final int maxResponseBytes;

    private OutboundRequest(
            String method,
            String target,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            Duration timeout,
            int maxResponseBytes) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.timeout = timeout;
        this.maxResponseBytes = maxResponseBytes;
    }

    /**
     * A request without headers and body, 30 s in total, at most 1 MiB of answer.
     *
     * @param method a token, such as GET
     * @param target path and query as sent, starting with {@code /}; usually {@link OutboundUrl#target()}
     * @throws AuthProxyException INVALID_URL or VALIDATION_FAILED if one of them would bend the request line
     */
    public static OutboundRequest of(String method, String target) {
        if (!Ascii.isToken(method) || method.equals("CONNECT")) {
            throw AuthProxyException.invalid("method", "must be an HTTP method that carries a request");
        }
        boolean plain = target.startsWith("/");
        for (int i = 0; i < target.length() && plain; i++) {
            plain = target.charAt(i) > ' ' && target.charAt(i) < 0x7f;
        }
        if (!plain) {
            throw new AuthProxyException(ErrorCode.INVALID_URL, "path and query must be printable ASCII after a slash");
        }
        return new OutboundRequest(method, target, List.of(), new byte[0], DEFAULT_TIMEOUT, DEFAULT_MAX_RESPONSE);
    }

    /**
     * Adds a header; names repeat. Host, framing and connection headers are left to the client and dropped.
     *
     * @throws AuthProxyException INVALID_HEADER if the name is no token or the value holds CR, LF or NUL
     */
    public OutboundRequest withHeader(String name, String value) {
        if (!Ascii.isToken(name) || !Ascii.isFieldValue(value)) {
            throw new AuthProxyException(ErrorCode.INVALID_HEADER, "a request header has an invalid name or value");
        }
        if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            return this;
        }
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new OutboundRequest(method, target, more, body, timeout, maxResponseBytes);
    }

    /** Sends these bytes; Content-Length is set, Content-Type is the caller's to add. */
    public OutboundRequest withBody(byte[] bytes) {
        return new OutboundRequest(method, target, headers, bytes.clone(), timeout, maxResponseBytes);
    }

    /** Bounds the whole call, from waiting for a connection to the last byte of the answer. */
    public OutboundRequest withTimeout(Duration total) {
        return new OutboundRequest(method, target, headers, body, total, maxResponseBytes);
    }

    /** Longest answer body read, in bytes; a longer one fails the call. */
    public OutboundRequest withMaxResponseBytes(int bytes) {
        return new OutboundRequest(method, target, headers, body, timeout, bytes);
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    Duration timeout() {
        return timeout;
    }

    int maxResponseBytes() {
        return maxResponseBytes;
    }

    @Override
    public String toString() {
        return method + " with " + headers.size() + " headers and " + body.length + " bytes";
    }
}
