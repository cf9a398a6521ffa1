package net.authproxy.core.connector.definition;

import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.json.CanonicalJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads connector definitions (contract 6.1 to 6.3). Everything wrong is listed at once, with its path; the messages
 * never hold a value of the definition that may be secret.
 */
public final class DefinitionParser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DefinitionParser() {}

    /**
     * Reads what a YAML file gave.
     *
     * @throws AuthProxyException {@code definition_invalid}, with all findings
     */
    public static ParsedDefinition parse(Map<String, ?> document) {
        return parse(MAPPER.<JsonNode>valueToTree(document));
    }

    /**
     * Reads a JSON document.
     *
     * @throws AuthProxyException {@code definition_invalid}, with all findings
     */
    public static ParsedDefinition parse(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw invalid(List.of(new FieldError("", "must be an object")));
        }
        requireBounds(object);
        Reading reading = new Reading();
        ObjectNode copy = object.deepCopy();
        ConnectorDefinition definition =
                new DefinitionReader(new ObjectReader(copy, DocumentPath.ROOT, reading)).read();
        // With a part missing, checks over the whole would only repeat what is already said.
        if (reading.findings().isEmpty()) {
            new DefinitionChecks(definition, reading).run();
        }
        if (!reading.findings().isEmpty()) {
            throw invalid(reading.findings());
        }
        return new ParsedDefinition(definition, copy, reading.warnings(), reading.values());
    }

    private static void requireBounds(ObjectNode document) {
        if (depth(document, 0) > MAX_DEPTH) {
            throw invalid(List.of(new FieldError("", "is nested too deeply")));
        }
        try {
            if (CanonicalJson.text(document).length() > MAX_CHARACTERS) {
                throw invalid(List.of(new FieldError("", "is larger than 1 MiB")));
            }
        } catch (IllegalArgumentException e) {
            throw invalid(List.of(new FieldError("", "holds a number that JSON cannot express exactly")));
        }
    }

    private static int depth(JsonNode node, int above) {
        int deepest = above;
        if (above <= MAX_DEPTH) {
            for (JsonNode child : node) {
                deepest = Math.max(deepest, depth(child, above + 1));
            }
        }
        return deepest;
    }

    private static AuthProxyException invalid(List<FieldError> findings) {
        FieldError first = findings.getFirst();
        String more = findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : "";
        String where = first.path().isEmpty() ? "definition" : first.path();
        return new AuthProxyException(
                ErrorCode.DEFINITION_INVALID,
                "invalid connector definition: " + where + ": " + first.message() + more,
                findings);
    }
}
