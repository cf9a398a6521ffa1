package net.authproxy.core.connector.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.json.CanonicalJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published JSON Schema and the parser say the same, shown by damaging the examples everywhere. */
class DefinitionSchemaTests {

    private static final List<String> ODD_VALUES =
            List.of("null", "true", "7", "-1", "\"\"", "\"x\"", "{}", "[]", "\"1h\"", "0");
    private static final JsonNode SCHEMA = Definitions.MAPPER.readTree(DefinitionSchema.text());
    private static final Schema COMPILED = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA);

    private static List<ObjectNode> examples() {
        List<ObjectNode> examples = new ArrayList<>();
        Definitions.exampleFiles().forEach(file -> examples.add(Definitions.read(file)));
        return examples;
    }

    private static boolean schemaAccepts(JsonNode document) {
        return COMPILED.validate(document).isEmpty();
    }

    private static boolean parserAccepts(JsonNode document) {
        try {
            DefinitionParser.parse(document);
            return true;
        } catch (AuthProxyException e) {
            return false;
        }
    }

    @Test
    void isAValidSchema() {
        assertThat(JsonSchemas.metaFindings(SCHEMA)).isEmpty();
    }

    @Test
    void publishedCopyIsTheSame() throws IOException {
        Path copy = Path.of(System.getProperty("authproxy.root"), "docs", "connector-definition.schema.json");

        assertThat(Definitions.MAPPER.readTree(Files.readString(copy))).isEqualTo(SCHEMA);
    }

    @Test
    void acceptsAllExamples() {
        assertThat(examples())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(COMPILED.validate(example)).isEmpty());
    }

    @Test
    void agreesOnUnknownKeysAndWrongTypesEverywhere() {
        int compared = 0;
        List<String> differences = new ArrayList<>();
        for (ObjectNode example : examples()) {
            for (String pointer : places(example, "")) {
                for (JsonNode damaged : List.of(withExtra(example, pointer), withNestedList(example, pointer))) {
                    compared++;
                    if (schemaAccepts(damaged) != parserAccepts(damaged)) {
                        differences.add(
                                pointer + " in " + damaged.at(pointer) + ": schema " + COMPILED.validate(damaged));
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(300);
    }

    @Test
    void acceptsWhateverTheParserAcceptsAfterARemoval() {
        for (ObjectNode example : examples()) {
            for (String pointer : places(example, "")) {
                JsonNode damaged = without(example, pointer);
                if (parserAccepts(damaged)) {
                    assertThat(COMPILED.validate(damaged)).as(pointer).isEmpty();
                }
            }
        }
    }

    /** Every example with every place replaced by each of the odd values; nothing is left to chance. */
    private static List<ObjectNode> damagedExamples() {
        List<ObjectNode> damaged = new ArrayList<>();
        for (ObjectNode example : examples()) {
            for (String pointer : places(example, "")) {
                for (String odd : ODD_VALUES) {
                    damaged.add(replaced(example, pointer, Definitions.MAPPER.readTree(odd)));
                }
            }
        }
        return damaged;
    }

    @Test
    void acceptsWhateverTheParserAccepts() {
        List<ObjectNode> damaged = damagedExamples();

        assertThat(damaged).hasSizeGreaterThan(2_000);
        assertThat(damaged.stream()
                        .filter(document -> parserAccepts(document) && !schemaAccepts(document))
                        .map(document -> COMPILED.validate(document) + " in " + document))
                .isEmpty();
    }

    @Test
    void whatIsAcceptedSurvivesCanonicalJson() {
        for (ObjectNode document : damagedExamples()) {
            if (parserAccepts(document)) {
                ParsedDefinition parsed = DefinitionParser.parse(document);
                JsonNode canonical = Definitions.MAPPER.readTree(CanonicalJson.text(document));
                ParsedDefinition again = DefinitionParser.parse(canonical);
                assertThat(again.definition()).isEqualTo(parsed.definition());
                assertThat(again.hash()).isEqualTo(parsed.hash());
            }
        }
    }

    /** Pointers of all places outside of forms, whose content is JSON Schema itself. */
    private static List<String> places(JsonNode node, String pointer) {
        List<String> places = new ArrayList<>();
        if (pointer.endsWith("/json_schema")) {
            return places;
        }
        if (!pointer.isEmpty()) {
            places.add(pointer);
        }
        node.properties()
                .forEach(member -> places.addAll(places(
                        member.getValue(),
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"))));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.addAll(places(node.get(i), pointer + "/" + i));
            }
        }
        return places;
    }

    private static JsonNode withExtra(ObjectNode example, String pointer) {
        ObjectNode copy = example.deepCopy();
        if (copy.at(pointer) instanceof ObjectNode object) {
            object.put("surprise", true);
        }
        return copy;
    }

    private static JsonNode withNestedList(ObjectNode example, String pointer) {
        return replaced(example, pointer, Definitions.MAPPER.readTree("[[]]"));
    }

    private static ObjectNode replaced(ObjectNode example, String pointer, JsonNode value) {
        ObjectNode copy = example.deepCopy();
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = copy.at(pointer.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }

    private static JsonNode without(ObjectNode example, String pointer) {
        ObjectNode copy = example.deepCopy();
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = copy.at(pointer.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(name));
        } else {
            ((ObjectNode) parent).remove(name);
        }
        return copy;
    }
}
