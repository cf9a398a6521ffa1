package net.authproxy.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Turns answers into text for a terminal or a script. */
final class Printer {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private Printer() {}

    static String text(JsonNode value, OutputFormat format) {
        return switch (format) {
            case JSON -> JSON.writeValueAsString(value);
            case YAML -> YAML.writeValueAsString(value).stripTrailing();
            case TABLE -> value.isArray() ? rows(value) : members(value);
        };
    }

    /** Text from elsewhere with everything removed that a terminal would obey. */
    static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String members(JsonNode object) {
        if (!object.isObject()) {
            return cell(object);
        }
        List<List<String>> lines = new ArrayList<>();
        object.forEachEntry((name, value) -> lines.add(List.of(harmless(name), cell(value))));
        return align(lines);
    }

    private static String rows(JsonNode array) {
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode row : array.values()) {
            row.forEachEntry((name, value) -> {
                if (value.isValueNode()) {
                    columns.add(name);
                }
            });
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream()
                .map(name -> harmless(name).toUpperCase(Locale.ROOT))
                .toList());
        for (JsonNode row : array.values()) {
            lines.add(columns.stream().map(name -> cell(row.path(name))).toList());
        }
        return array.isEmpty() ? "nothing found" : align(lines);
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return harmless(value.isValueNode() ? value.asString() : value.toString());
    }

    private static String align(List<List<String>> lines) {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).repeat(' ', widths[i] - cells.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
