package net.authproxy.demo;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one top-level field of a JSON object or of a form. */
final class BodyField {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BodyField() {}

    static Optional<String> read(@Nullable String contentType, Buffer body, String name) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return ofJson(body, name);
        }
        return type.startsWith("application/x-www-form-urlencoded") ? ofForm(body, name) : Optional.empty();
    }

    private static Optional<String> ofJson(Buffer body, String name) {
        try {
            JsonNode field = JSON.readTree(body.getBytes()).path(name);
            return field.isString() ? Optional.of(field.stringValue()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofForm(Buffer body, String name) {
        for (String pair : body.toString(StandardCharsets.UTF_8).split("&")) {
            if (pair.startsWith(name + "=")) {
                return decode(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
