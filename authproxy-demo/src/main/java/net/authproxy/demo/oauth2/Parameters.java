package net.authproxy.demo.oauth2;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parameters of a query, a form or a flat JSON object; an empty value counts as absent (RFC 6749 3.1). */
record Parameters(Map<String, List<String>> values) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Parameters NONE = new Parameters(Map.of());

    static Parameters ofForm(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Parameters(values);
    }

    static Parameters ofJson(Buffer body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> member :
                    JSON.readTree(body.getBytes()).properties()) {
                values.put(member.getKey(), List.of(member.getValue().asString("")));
            }
        } catch (JacksonException e) {
            return NONE;
        }
        return new Parameters(values);
    }

    /** The only value; empty when the parameter is absent, empty or repeated. */
    Optional<String> one(String name) {
        List<String> all = all(name);
        return all.size() == 1 && !all.getFirst().isEmpty() ? Optional.of(all.getFirst()) : Optional.empty();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean repeatsAny() {
        return values.values().stream().anyMatch(each -> each.size() > 1);
    }

    /** The name of the values, for a log; never a value. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
