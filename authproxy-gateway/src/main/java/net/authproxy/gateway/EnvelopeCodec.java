package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads the request envelope (contract 9.1). One object per request; every finding is reported, not only the first. */
final class EnvelopeCodec {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final long MAX_TIMEOUT = 600_000;
    private static final int MAX_LABELS = 32;

    private final byte[] bytes;
    private final List<FieldError> findings = new ArrayList<>();
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private String url = "";
    private String method = "";
    private @Nullable Buffer raw;
    private @Nullable Buffer json;
    private long timeoutMillis;
    private boolean record = true;
    private boolean badHeader;

    private EnvelopeCodec(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws AuthProxyException {@code malformed_json}, {@code invalid_header} or {@code validation_failed} */
    static EnvelopeRequest decode(byte[] bytes) {
        if (!Utf8.plainText(bytes)) {
            throw malformed("it is not plain UTF-8");
        }
        EnvelopeCodec codec = new EnvelopeCodec(bytes);
        try (JsonParser parser = StrictJson.forRequest(bytes)) {
            codec.root(parser);
        } catch (JacksonException e) {
            throw malformed(where(e));
        }
        return codec.result();
    }

    private static AuthProxyException malformed(String why) {
        return new AuthProxyException(ErrorCode.MALFORMED_JSON, "the request body is not valid JSON: " + why);
    }

    private static String where(JacksonException failure) {
        TokenStreamLocation at = failure.getLocation();
        return at == null
                ? "it is nested too deep"
                : "error near line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private void root(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw malformed("it is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            findings.add(new FieldError("", "must be an object"));
        } else {
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                member(parser, name);
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("there is more after its end");
        }
    }

    private void member(JsonParser parser, String name) {
        switch (name) {
            case "url" -> url = text(parser, name);
            case "method" -> method = text(parser, name);
            case "headers" -> strings(parser, name, this::header);
            case "labels" -> strings(parser, name, (key, value) -> labels.add(key + "=" + value));
            case "body_raw" -> raw = base64(parser, name);
            case "body_json" -> json = span(parser);
            case "timeout_ms" -> timeoutMillis = timeout(parser, name);
            case "record" -> record = flag(parser, name);
            default -> parser.skipChildren();
        }
    }

    private String text(JsonParser parser, String name) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        wrong(parser, name, "must be a string");
        return "";
    }

    private void strings(JsonParser parser, String name, Pair each) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrong(parser, name, "must be an object of strings");
            return;
        }
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                each.accept(key, parser.getString());
            } else {
                wrong(parser, name + "." + key, "must be a string");
            }
        }
    }

    /** The value's UTF-8 bytes are what is sent; the engine writes one byte per character. */
    private void header(String name, String value) {
        String wire = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (!HeaderRules.token(name)) {
            badHeader = true;
            findings.add(new FieldError("headers", "a name is not a valid header name"));
        } else if (!HeaderRules.value(wire)) {
            badHeader = true;
            findings.add(new FieldError("headers." + name, "the value holds a control character"));
        } else {
            headers.add(Map.entry(name, wire.strip()));
        }
    }

    private @Nullable Buffer base64(JsonParser parser, String name) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = text(parser, name);
        try {
            return Buffer.buffer(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            findings.add(new FieldError(name, "must be base64"));
            return null;
        }
    }

    /** The bytes of the value as they stand in the request. */
    private @Nullable Buffer span(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return Buffer.buffer(bytes).slice(start, end);
    }

    private long timeout(JsonParser parser, String name) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        boolean plain = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        long millis = plain ? HeaderRules.length(parser.getString()) : -1;
        if (millis < 1 || millis > MAX_TIMEOUT) {
            wrong(parser, name, "must be a whole number from 1 to " + MAX_TIMEOUT);
            return 0;
        }
        return millis;
    }

    private boolean flag(JsonParser parser, String name) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_NULL -> true;
            case VALUE_FALSE -> false;
            default -> {
                wrong(parser, name, "must be true or false");
                yield true;
            }
        };
    }

    private void wrong(JsonParser parser, String path, String message) {
        parser.skipChildren();
        findings.add(new FieldError(path, message));
    }

    private EnvelopeRequest result() {
        if (url.isEmpty()) {
            findings.add(new FieldError("url", "is required"));
        }
        if (!METHODS.contains(method)) {
            findings.add(new FieldError("method", "must be one of " + Answers.ALLOW));
        }
        if (labels.size() > MAX_LABELS) {
            findings.add(new FieldError("labels", "at most " + MAX_LABELS));
        }
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    badHeader ? ErrorCode.INVALID_HEADER : ErrorCode.VALIDATION_FAILED,
                    findings.get(0).path() + ": " + findings.get(0).message(),
                    findings);
        }
        String fault = TargetRules.urlFault(url);
        if (fault != null) {
            throw new AuthProxyException(ErrorCode.INVALID_URL, fault);
        }
        Buffer body = json == null ? raw : json;
        return new EnvelopeRequest(
                url, method, List.copyOf(headers), List.copyOf(labels), body, json != null, timeoutMillis, record);
    }

    private interface Pair {

        void accept(String key, String value);
    }
}
