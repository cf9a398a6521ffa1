package net.authproxy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An export: rows of {@code GET /audit} as JSON values one after the other (one per line, say), whole answers with
 * {@code items}, or arrays of either; at any place {@code {"checkpoint": ..}}, where rows were trimmed. Read value by value, so that a long one fits.
 */
final class AuditExport {

    // A member that stands twice could show people one value and the hash another.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AuditExport() {}

    static void read(Path file, Consumer<ObjectNode> rows) {
        try (BufferedReader in = Files.newBufferedReader(file);
                MappingIterator<JsonNode> values =
                        JSON.readerFor(JsonNode.class).readValues(in)) {
            while (values.hasNextValue()) {
                take(values.nextValue(), rows);
            }
        } catch (IOException e) {
            throw new CliException("cannot read " + file);
        } catch (JacksonException e) {
            throw new CliException(file + " is not an export of the audit trail: line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + " is not well-formed JSON");
        }
    }

    private static void take(JsonNode value, Consumer<ObjectNode> rows) {
        if (value.isArray()) {
            value.valueStream().forEach(each -> take(each, rows));
        } else if (value.path("items").isArray() && !value.has("id")) {
            take(value.path("items"), rows);
        } else if (value instanceof ObjectNode row
                && (row.has("id") || row.has("hash") || row.has(AuditCheckpoint.MEMBER))) {
            rows.accept(row);
        } else {
            throw new CliException("not an export of the audit trail: expected rows of GET /audit");
        }
    }
}
