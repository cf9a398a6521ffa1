package net.authproxy.core.shared.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** JSON in the canonical form of RFC 8785: sorted members, shortest numbers, no blanks. */
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** Up to here a double holds every whole number. */
    private static final BigDecimal EXACT = new BigDecimal(1L << 53);

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /** The canonical text. Numbers are IEEE doubles, as the RFC demands; a whole number beyond 2^53 is refused. */
    public static String text(JsonNode node) {
        CanonicalJson writer = new CanonicalJson();
        writer.write(node);
        return writer.out.toString();
    }

    /** The canonical text in UTF-8: what is hashed or signed. */
    public static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> writeString(node.stringValue());
            case NUMBER -> out.append(number(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a JSON value");
        }
    }

    private void writeObject(JsonNode node) {
        // String.compareTo compares UTF-16 code units, the order of RFC 8785 3.2.3.
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            out.append(separator);
            writeString(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode node) {
        String separator = "[";
        for (JsonNode element : node) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(node.isEmpty() ? "[]" : "]");
    }

    private void writeString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            writeCharacter(text.charAt(i));
        }
        out.append('"');
    }

    private void writeCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static String number(JsonNode node) {
        BigDecimal exact = node.isIntegralNumber() || node.isBigDecimal() ? node.decimalValue() : BigDecimal.ZERO;
        if (node.isIntegralNumber() && exact.abs().compareTo(EXACT) > 0) {
            throw new IllegalArgumentException("a whole number beyond 2^53 has no canonical form");
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a JSON number");
        }
        return EcmaScriptNumber.text(value);
    }
}
