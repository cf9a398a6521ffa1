package net.authproxy.web.openapi;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.authproxy.core.connector.definition.DefinitionSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema of connector definitions as components of the description (contract 6). */
final class DefinitionSchemas {

    private static final String WHOLE = "ConnectorDefinition";
    private static final String PART = "Definition";
    private static final Pattern REFERENCE = Pattern.compile("\"#/\\$defs/([a-z_]+)\"");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DefinitionSchemas() {}

    static void addTo(Components components) {
        parts().forEach((name, schema) -> components.addSchemas(name, read(schema)));
    }

    /** The document taken apart, since a component's references are resolved against the whole description. */
    private static Map<String, JsonNode> parts() {
        String text = REFERENCE
                .matcher(DefinitionSchema.text())
                .replaceAll(found -> "\"#/components/schemas/" + name(found.group(1)) + "\"");
        ObjectNode whole = (ObjectNode) JSON.readTree(text);
        Map<String, JsonNode> parts = new TreeMap<>();
        whole.path("$defs").properties().forEach(part -> parts.put(name(part.getKey()), part.getValue()));
        whole.remove("$defs");
        whole.remove("$schema");
        parts.put(WHOLE, whole);
        return parts;
    }

    /** {@code DefinitionConfigureStep} for {@code configure_step}. */
    private static String name(String definition) {
        StringBuilder name = new StringBuilder(PART);
        for (String word : definition.split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    private static JsonSchema read(JsonNode schema) {
        try {
            return Json31.mapper().readValue(JSON.writeValueAsString(schema), JsonSchema.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("our own schema reads", e);
        }
    }
}
