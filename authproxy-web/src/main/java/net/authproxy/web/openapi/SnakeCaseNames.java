package net.authproxy.web.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Member names in schemas as they are in JSON (contract 1.1); the generator takes those of the Java records. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The model's own types are raw.
final class SnakeCaseNames {

    private SnakeCaseNames() {}

    static void apply(Map<String, Schema> schemas) {
        schemas.values().forEach(SnakeCaseNames::apply);
    }

    private static void apply(Schema schema) {
        Map<String, Schema> members = schema.getProperties();
        if (members != null) {
            Map<String, Schema> renamed = new LinkedHashMap<>();
            members.forEach((name, member) -> {
                apply(member);
                renamed.put(snakeCase(name), member);
            });
            schema.setProperties(renamed);
        }
        List<String> required = schema.getRequired();
        if (required != null) {
            schema.setRequired(required.stream().map(SnakeCaseNames::snakeCase).toList());
        }
        if (schema.getItems() != null) {
            apply(schema.getItems());
        }
    }

    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
