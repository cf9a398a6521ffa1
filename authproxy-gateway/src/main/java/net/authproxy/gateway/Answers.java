package net.authproxy.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/** Writes the answers that are our own: the error body of contract 1.2 and its headers. */
final class Answers {

    static final AsciiString REQUEST_ID = AsciiString.cached("X-AuthProxy-Request-Id");
    static final AsciiString SOURCE = AsciiString.cached("X-AuthProxy-Source");
    static final AsciiString AUTHPROXY = AsciiString.cached("authproxy");
    static final AsciiString XSRF = AsciiString.cached("X-XSRF-TOKEN");
    static final AsciiString UPSTREAM = AsciiString.cached("upstream");
    static final AsciiString NO_SNIFF_NAME = AsciiString.cached("X-Content-Type-Options");
    static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    static final AsciiString JSON = AsciiString.cached("application/json");
    static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static final AsciiString NO_STORE = AsciiString.cached("no-store");
    private static final AsciiString REFERRER_NAME = AsciiString.cached("Referrer-Policy");
    private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");
    private static final long LINGER_BYTES = 1 << 20;

    private Answers() {}

    /** Security headers and the request id of an answer of ours. */
    static void own(HttpServerResponse response, String requestId) {
        response.headers()
                .set(REQUEST_ID, requestId)
                .set(NO_SNIFF_NAME, NO_SNIFF)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .set(REFERRER_NAME, NO_REFERRER);
    }

    /** Answers with the error body, and closes the connection when the request body was not read to its end. */
    static void refuse(HttpServerRequest request, String requestId, AuthProxyException reason) {
        HttpServerResponse response = request.response();
        response.setStatusCode(reason.code().status());
        own(response, requestId);
        response.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
        extraHeaders(response.headers(), reason);
        end(request, Buffer.buffer(body(requestId, reason)));
    }

    /** Ends the answer; a request body that is still to come is read for a moment, so that the answer is not lost. */
    static void end(HttpServerRequest request, Buffer body) {
        if (request.isEnded()) {
            request.response().end(body);
            return;
        }
        if (!Framing.hasBody(request)) {
            request.resume();
            request.response().end(body);
            return;
        }
        request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.response().end(body);
        lingerThenClose(request);
    }

    /** Reads on for about two seconds or one MiB, then closes: closing at once would reset the answer away. */
    static void lingerThenClose(HttpServerRequest request) {
        long[] read = new long[1];
        request.exceptionHandler(e -> request.connection().close());
        request.handler(bytes -> {
            read[0] += bytes.length();
            if (read[0] > LINGER_BYTES) {
                request.connection().close();
            }
        });
        request.endHandler(done -> request.connection().close());
        request.resume();
        CallerConnections.closeSoon(request.connection());
    }

    /** The error body of contract 1.2. */
    static String body(String requestId, AuthProxyException reason) {
        StringBuilder out = new StringBuilder(160);
        out.append("{\"error\":");
        JsonText.string(out, text(reason));
        out.append(",\"code\":\"").append(reason.code().code()).append("\",\"request_id\":\"");
        out.append(requestId).append('"');
        fields(out, reason);
        JsonText.members(out, reason.details());
        return out.append('}').toString();
    }

    private static String text(AuthProxyException reason) {
        return reason.code() == ErrorCode.INTERNAL_ERROR ? "Internal Server Error" : reason.message();
    }

    private static void fields(StringBuilder out, AuthProxyException reason) {
        if (reason.fields().isEmpty()) {
            return;
        }
        String separator = ",\"fields\":[";
        for (FieldError field : reason.fields()) {
            out.append(separator).append("{\"path\":");
            JsonText.string(out, field.path());
            out.append(",\"message\":");
            JsonText.string(out, field.message());
            out.append('}');
            separator = ",";
        }
        out.append(']');
    }

    static void extraHeaders(MultiMap headers, AuthProxyException reason) {
        Map<String, Object> details = reason.details();
        Object retryAfter = details.get("retry_after_seconds");
        if (retryAfter != null) {
            headers.set("Retry-After", retryAfter.toString());
        }
        if (reason.code().status() == 401) {
            headers.set("WWW-Authenticate", "Bearer");
        } else if (reason.code() == ErrorCode.METHOD_NOT_ALLOWED) {
            headers.set("Allow", details.getOrDefault("allow", ALLOW).toString());
        } else if (reason.code() == ErrorCode.RATE_LIMITED) {
            headers.set("X-Authproxy-Ratelimited", "true");
        } else if (retryAfter == null && reason.code().status() == 503) {
            headers.set("Retry-After", "5");
        }
    }
}
