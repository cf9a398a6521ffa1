package net.authproxy.core.shared.expression;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.shared.expression.ExpressionException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** What an expression may read: {@code data}, {@code cfg}, {@code labels}, {@code annotations}. Immutable. */
public final class ExpressionInput {

    /** Largest JSON document an expression may look at, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    public static final ExpressionInput NONE = new ExpressionInput(CelValue.ofNull(), Map.of(), Map.of(), Map.of());

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final Object data;
    private final Map<String, Object> cfg;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    private ExpressionInput(
            Object data, Map<String, Object> cfg, Map<String, String> labels, Map<String, String> annotations) {
        this.data = data;
        this.cfg = cfg;
        this.labels = labels;
        this.annotations = annotations;
    }

    /** With {@code data} read from a JSON text in UTF-8; over 1 MiB or not JSON is an {@link ExpressionException}. */
    public ExpressionInput withJson(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new ExpressionException(Reason.INPUT, "the input is larger than 1 MiB");
        }
        try {
            return withData(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new ExpressionException(Reason.INPUT, "the input is not JSON", e);
        }
    }

    /** With {@code data}; the caller has bounded its size. */
    public ExpressionInput withData(JsonNode value) {
        return new ExpressionInput(CelValue.of(value), cfg, labels, annotations);
    }

    /** With the connection's configuration: texts, numbers, booleans, lists and maps of them. */
    public ExpressionInput withCfg(Map<String, ?> values) {
        Map<String, Object> converted = new HashMap<>();
        values.forEach((key, value) -> converted.put(key, CelValue.ofJava(value)));
        return new ExpressionInput(data, Collections.unmodifiableMap(converted), labels, annotations);
    }

    /** With the effective labels. */
    public ExpressionInput withLabels(Map<String, String> values) {
        return new ExpressionInput(data, cfg, Map.copyOf(values), annotations);
    }

    /** With the annotations. */
    public ExpressionInput withAnnotations(Map<String, String> values) {
        return new ExpressionInput(data, cfg, labels, Map.copyOf(values));
    }

    Map<String, Object> variables() {
        return Map.of("data", data, "cfg", cfg, "labels", labels, "annotations", annotations);
    }

    @Override
    public String toString() {
        return "ExpressionInput[cfg=" + cfg.keySet() + "]";
    }
}
