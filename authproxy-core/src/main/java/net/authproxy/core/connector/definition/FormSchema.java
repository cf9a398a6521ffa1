package net.authproxy.core.connector.definition;

import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of a form and the check of what was submitted to it (contract 7.2). */
public final class FormSchema {

    private final JsonNode schema;
    private final Schema compiled;

    /** Names whose value must not be an empty text. */
    private final Set<String> filled;

    private FormSchema(JsonNode schema, Set<String> filled) {
        this.schema = schema;
        this.compiled = JsonSchemas.compile(schema);
        this.filled = filled;
    }

    /** The form of a setup step. */
    public static FormSchema of(SetupStep.Form step) {
        return new FormSchema(step.schema(), Set.of());
    }

    /** The form that asks for credentials; empty for auth types that ask for none. */
    public static Optional<FormSchema> credentials(AuthMethod auth) {
        return switch (auth) {
            case ApiKey apiKey -> Optional.of(ofApiKey(apiKey));
            case Basic basic -> Optional.of(ofFields(basic.fields()));
            case OAuth2 oauth2 -> Optional.empty();
            case NoAuth none -> Optional.empty();
        };
    }

    private static FormSchema ofApiKey(ApiKey apiKey) {
        JsonNode own = apiKey.jsonSchema();
        return own == null ? ofFields(apiKey.fields()) : new FormSchema(own, Set.of());
    }

    private static FormSchema ofFields(List<CredentialField> fields) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        Set<String> filled = new HashSet<>();
        for (CredentialField field : fields) {
            if (field.required()) {
                required.add(field.name());
                filled.add(field.name());
            }
            describe(field, properties.putObject(field.name()));
        }
        if (required.isEmpty()) {
            schema.remove("required");
        }
        return new FormSchema(schema, Set.copyOf(filled));
    }

    private static void describe(CredentialField field, ObjectNode property) {
        property.put("type", "string");
        putIfPresent(property, "title", field.title());
        putIfPresent(property, "description", field.description());
        if (field.secret()) {
            property.put("format", "password");
            property.put("writeOnly", true);
        }
        putIfPresent(property, "pattern", field.pattern());
        if (field.example() != null) {
            property.putArray("examples").add(field.example());
        }
    }

    private static void putIfPresent(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    /** The schema, for the form. */
    public JsonNode schema() {
        return schema.deepCopy();
    }

    /** The names the form fills; other members of what was submitted are not kept. */
    public Set<String> names() {
        return Set.copyOf(schema.path("properties").propertyNames());
    }

    /** The names whose values are never sent back. */
    public Set<String> secretNames() {
        return schema.path("properties").properties().stream()
                .filter(property -> property.getValue().path("writeOnly").asBoolean(false)
                        || property.getValue().path("format").asString("").equals("password"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All findings about what was submitted; paths and rules only, never a value. Empty if it is fine. */
    public List<FieldError> validate(JsonNode data) {
        List<FieldError> findings = new ArrayList<>(JsonSchemas.validate(compiled, data));
        filled.stream()
                .filter(name -> data.path(name).isString()
                        && data.path(name).stringValue().isEmpty())
                .sorted()
                .forEach(name -> findings.add(new FieldError(name, "must not be empty")));
        return List.copyOf(findings);
    }
}
