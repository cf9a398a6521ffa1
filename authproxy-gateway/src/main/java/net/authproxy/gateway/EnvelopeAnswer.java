package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Builds the answer envelope (contract 9.1): an upstream's JSON is embedded byte for byte. */
final class EnvelopeAnswer {

    private static final String JSON_TYPE = "application/json";

    private EnvelopeAnswer() {}

    /**
     * The envelope of a complete answer. CPU-bound for a large body.
     *
     * @param limit most bytes of the decoded body
     * @param budget what decoding may use; it is given back at once, as the result is written at once
     */
    static Buffer encode(int status, MultiMap upstreamHeaders, byte[] received, long limit, BufferBudget budget) {
        String coding = received.length == 0 ? null : coding(upstreamHeaders);
        byte[] body = coding == null ? received : ContentDecoder.decode(coding, received, limit, budget);
        StringBuilder head = new StringBuilder(256);
        head.append("{\"status_code\":").append(status).append(",\"headers\":{");
        headers(head, upstreamHeaders, coding != null);
        boolean json =
                body.length > 0 && isJson(upstreamHeaders.get(HttpHeaders.CONTENT_TYPE)) && StrictJson.valid(body);
        if (json) {
            head.append("},\"body_raw\":null,\"body_json\":");
            return Buffer.buffer(head.toString()).appendBytes(body).appendString("}");
        }
        head.append("},\"body_raw\":");
        if (body.length == 0) {
            return Buffer.buffer(head.append("null,\"body_json\":null}").toString());
        }
        return Buffer.buffer(head.append('"').toString())
                .appendBytes(Base64.getEncoder().encode(body))
                .appendString("\",\"body_json\":null}");
    }

    /** The envelope of a call that was held back by a rate limit (contract 9.7). */
    static Buffer rateLimited(String requestId, AuthProxyException reason) {
        StringBuilder out = new StringBuilder(256);
        out.append("{\"status_code\":").append(ErrorCode.RATE_LIMITED.status());
        out.append(",\"headers\":{\"Content-Type\":\"application/json\"");
        Map<String, Object> headers = new LinkedHashMap<>();
        Object seconds = reason.details().get("retry_after_seconds");
        if (seconds != null) {
            headers.put("Retry-After", seconds.toString());
        }
        headers.put("X-Authproxy-Ratelimited", "true");
        JsonText.members(out, headers);
        out.append("},\"body_raw\":null,\"body_json\":").append(Answers.body(requestId, reason));
        return Buffer.buffer(out.append('}').toString());
    }

    /** The coding that is undone; absent if there is none or one that is passed on as it is. */
    private static @Nullable String coding(MultiMap headers) {
        List<String> codings = headers.getAll(HttpHeaders.CONTENT_ENCODING);
        if (codings.size() != 1) {
            return null;
        }
        String coding = codings.get(0).trim().toLowerCase(Locale.ROOT);
        return ContentDecoder.knows(coding) ? coding : null;
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.regionMatches(true, 0, JSON_TYPE, 0, JSON_TYPE.length());
    }

    /** One member per header, in its usual spelling; several values are joined. */
    private static void headers(StringBuilder out, MultiMap headers, boolean decoded) {
        List<String> named = ProxyHeaders.namedByConnection(headers);
        Map<String, String> joined = new TreeMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            boolean stays = ProxyHeaders.hopByHop(name)
                    || ProxyHeaders.isNamed(named, name)
                    || (decoded && describesCoding(name));
            if (!stays) {
                joined.merge(canonical(name), utf8(header.getValue()), (one, other) -> one + ", " + other);
            }
        }
        String separator = "";
        for (Map.Entry<String, String> header : joined.entrySet()) {
            out.append(separator);
            JsonText.string(out, header.getKey());
            out.append(':');
            JsonText.string(out, header.getValue());
            separator = ",";
        }
    }

    private static boolean describesCoding(String name) {
        return HeaderNames.same(name, "Content-Encoding") || HeaderNames.same(name, "Content-Length");
    }

    /** {@code content-type} becomes {@code Content-Type}: callers look headers up by that spelling. */
    static String canonical(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
            upper = c == '-';
        }
        return out.toString();
    }

    /** Header bytes that are UTF-8 are shown as such, all others as Latin-1. */
    private static String utf8(String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (latin1.charAt(i) >= 0x80) {
                byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
                return Utf8.plainText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : latin1;
            }
        }
        return latin1;
    }
}
