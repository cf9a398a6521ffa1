package net.authproxy.core.requestlog;

import java.util.IdentityHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Labels as JSON and back. Calls of one connection share the map, so within a batch each is turned to text once. */
final class LabelsJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private final IdentityHashMap<Map<String, String>, String> known = new IdentityHashMap<>();

    String write(Map<String, String> labels) {
        return labels.isEmpty() ? "{}" : known.computeIfAbsent(labels, JSON::writeValueAsString);
    }

    static Map<String, String> read(String json) {
        return json.equals("{}") ? Map.of() : JSON.readValue(json, MAP);
    }
}
