package net.authproxy.cli;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A row of the audit trail in the canonical form of RFC 8785, as far as rows need it: objects, text, whole numbers.
 * Anything else is no row that a server wrote, and is written so that no hash fits.
 */
final class CanonicalRow {

    private static final long EXACT = 1L << 53;

    private final StringBuilder out = new StringBuilder();

    private CanonicalRow() {}

    static String text(JsonNode node) {
        CanonicalRow row = new CanonicalRow();
        row.write(node);
        return row.out.toString();
    }

    private void write(JsonNode node) {
        if (node.isObject()) {
            writeObject(node);
        } else if (node.isString()) {
            writeText(node.stringValue());
        } else if (node.isIntegralNumber() && node.canConvertToLong() && Math.abs(node.longValue()) <= EXACT) {
            out.append(node.longValue());
        } else {
            out.append("!").append(node);
        }
    }

    private void writeObject(JsonNode node) {
        // String.compareTo compares UTF-16 code units, the order of RFC 8785 3.2.3.
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            out.append(separator);
            writeText(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
