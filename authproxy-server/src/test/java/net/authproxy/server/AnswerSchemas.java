package net.authproxy.server;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says whether an answer is as the API description has it; a member that is not described counts as wrong too. */
final class AnswerSchemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Optional<Schema>> compiled = new HashMap<>();

    /** What is wrong with a good answer's body; empty if it is as described. */
    Optional<String> complaint(MatrixOperation operation, Answer answer) {
        JsonNode described = operation.description().path("responses").path(Integer.toString(answer.status()));
        if (described.isMissingNode()) {
            return Optional.of("undescribed " + answer.status());
        }
        boolean json = answer.header("Content-Type").startsWith("application/json");
        return json
                ? schema(operation, answer.status(), described).flatMap(schema -> finding(schema, answer))
                : Optional.empty();
    }

    private static Optional<String> finding(Schema schema, Answer answer) {
        return schema.validate(answer.json()).stream()
                .findFirst()
                .map(error -> "schema: " + error.getInstanceLocation() + " " + error.getMessage());
    }

    private Optional<Schema> schema(MatrixOperation operation, int status, JsonNode described) {
        return compiled.computeIfAbsent(
                operation.service() + " " + operation.id() + " " + status, key -> compile(operation, described));
    }

    private static Optional<Schema> compile(MatrixOperation operation, JsonNode described) {
        JsonNode content = described.path("content");
        JsonNode schema = content.path("application/json").path("schema");
        if (schema.isMissingNode()) {
            schema = content.path("*/*").path("schema");
        }
        if (!(schema instanceof ObjectNode object)) {
            return Optional.empty();
        }
        ObjectNode whole = object.deepCopy();
        whole.putObject("components").set("schemas", operation.schemas().deepCopy());
        close(whole);
        return Optional.of(REGISTRY.getSchema(whole));
    }

    /** Objects with named members have no others. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(AnswerSchemas::close);
    }
}
