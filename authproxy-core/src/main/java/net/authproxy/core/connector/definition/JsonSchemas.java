package net.authproxy.core.connector.definition;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.Locale;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON Schema 2020-12 with formats asserted, linear-time patterns, bounded work and no access to other documents. */
final class JsonSchemas {

    private static final long MAX_STEPS = 200_000;
    private static final int MAX_DEPTH = 200;
    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .regularExpressionFactory(JsonSchemas::linear)
                            .build()));

    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(META_SCHEMA));

    private JsonSchemas() {}

    static Schema compile(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    /** Findings about the schema itself; none if it is valid 2020-12. */
    static List<FieldError> metaFindings(JsonNode schema) {
        return validate(META, schema);
    }

    static List<FieldError> validate(Schema schema, JsonNode data) {
        try {
            return schema
                    .validate(
                            data,
                            context -> context.executionConfig(limits ->
                                    limits.maxEvaluationSteps(MAX_STEPS).maxEvaluationDepth(MAX_DEPTH)))
                    .stream()
                    .map(JsonSchemas::finding)
                    .distinct()
                    .toList();
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return List.of(new FieldError("", "cannot be checked within the limits"));
        } catch (SchemaException e) {
            return List.of(new FieldError("", "the schema cannot be used"));
        }
    }

    /** The library's own texts may quote values, so only the keyword is used. */
    private static FieldError finding(Error error) {
        String path = dotted(String.valueOf(error.getInstanceLocation()));
        String keyword = error.getKeyword();
        if ("required".equals(keyword)) {
            String property = String.valueOf(error.getProperty());
            return new FieldError(path.isEmpty() ? property : path + "." + property, "is required");
        }
        return new FieldError(path, message(keyword));
    }

    private static String message(@Nullable String keyword) {
        return switch (keyword == null ? "" : keyword) {
            case "type" -> "has the wrong type";
            case "pattern" -> "does not match the pattern";
            case "format" -> "does not have the right format";
            case "enum", "const" -> "is not one of the allowed values";
            case "minLength", "minItems", "minProperties" -> "is too short";
            case "maxLength", "maxItems", "maxProperties" -> "is too long";
            case "minimum", "exclusiveMinimum" -> "is too small";
            case "maximum", "exclusiveMaximum" -> "is too large";
            case "additionalProperties", "unevaluatedProperties" -> "has a member that is not allowed";
            case "uniqueItems" -> "has an element twice";
            default -> "does not satisfy " + keyword;
        };
    }

    private static String dotted(String pointer) {
        String text = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        return text.replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    private static RegularExpression linear(String pattern) {
        com.google.re2j.Pattern compiled = com.google.re2j.Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }
}
