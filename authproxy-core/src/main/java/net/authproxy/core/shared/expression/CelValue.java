package net.authproxy.core.shared.expression;

import com.google.protobuf.NullValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON and Java values as CEL reads them: whole numbers are int, others double. */
final class CelValue {

    private CelValue() {}

    static Object ofNull() {
        return NullValue.NULL_VALUE;
    }

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
                yield Collections.unmodifiableMap(members);
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>(node.size());
                node.forEach(element -> elements.add(of(element)));
                yield Collections.unmodifiableList(elements);
            }
            case STRING -> node.stringValue();
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING -> ofNull();
            case BINARY, POJO -> throw new IllegalArgumentException("not a JSON value");
        };
    }

    /** Two returns: a conditional expression would make the whole number a double. */
    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    static Object ofJava(@Nullable Object value) {
        return switch (value) {
            case null -> ofNull();
            case JsonNode node -> of(node);
            case Map<?, ?> map -> {
                Map<String, Object> members = new LinkedHashMap<>();
                map.forEach((key, member) -> members.put(String.valueOf(key), ofJava(member)));
                yield Collections.unmodifiableMap(members);
            }
            case List<?> list -> list.stream().map(CelValue::ofJava).toList();
            case Float number -> number.doubleValue();
            case Double number -> number;
            case Long number -> number;
            case Number number -> number.longValue();
            case Boolean bool -> bool;
            default -> value.toString();
        };
    }
}
