package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes the configuration file as JSON Schema 2020-12, from the same shapes the binder follows. What records check
 * beyond types and ranges is not in it.
 */
public final class ConfigurationSchema {

    private static final String OPEN = "_members";

    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();

    private ConfigurationSchema() {}

    /** The schema of a file with these blocks, as maps and lists ready for a JSON writer. */
    public static Map<String, Object> of(List<SettingsBlock<?>> blocks) {
        ConfigurationSchema schema = new ConfigurationSchema();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("data_dir", described(string(), "Where AuthProxy keeps its files.", "./data"));
        for (SettingsBlock<?> block : blocks) {
            properties.put(block.name(), schema.reference(Shapes.of(block.type())));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "AuthProxy configuration");
        root.put("type", "object");
        root.put("properties", properties);
        root.put(
                "required",
                blocks.stream()
                        .filter(SettingsBlock::required)
                        .map(SettingsBlock::name)
                        .toList());
        root.put("additionalProperties", false);
        root.put("$defs", schema.definitions);
        return root;
    }

    private Map<String, Object> of(Shape shape) {
        return switch (shape) {
            case Shape.Text ignored -> string();
            case Shape.SecretText ignored -> ordered("type", List.of("string", "number", "boolean"));
            case Shape.Flag ignored -> ordered("type", "boolean");
            case Shape.Whole whole -> whole(whole);
            case Shape.Span span -> span(span);
            case Shape.Size size -> size(size);
            case Shape.Url ignored -> pattern("^[hH][tT][tT][pP][sS]?://[^@?#]+$");
            case Shape.FilePath ignored -> ordered("type", "string", "minLength", 1);
            case Shape.Choice choice ->
                ordered("enum", List.copyOf(choice.constants().keySet()));
            case Shape.Parsed ignored -> string();
            case Shape.Part ignored -> Collections.emptyMap();
            case Shape.ListOf list -> ordered("type", "array", "items", of(list.item()));
            case Shape.MapOf map -> ordered("type", "object", "additionalProperties", of(map.value()));
            case Shape.RecordOf type -> reference(type);
            case Shape.UnionOf union -> reference(union);
        };
    }

    /** Keeps the order, so that the generated file is the same each time. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> string() {
        return ordered("type", "string");
    }

    private static Map<String, Object> pattern(String pattern) {
        return ordered("type", "string", "pattern", pattern);
    }

    private static Map<String, Object> whole(Shape.Whole whole) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        if (whole.min() > Integer.MIN_VALUE) {
            schema.put("minimum", whole.min());
        }
        if (whole.max() < Integer.MAX_VALUE) {
            schema.put("maximum", whole.max());
        }
        return schema;
    }

    private static Map<String, Object> span(Shape.Span span) {
        Map<String, Object> text = ordered("type", "string", "minLength", 2, "pattern", HumanDuration.SYNTAX);
        Map<String, Object> number =
                span.nanoseconds() ? ordered("type", "integer", "minimum", 0) : ordered("const", 0);
        return ordered("anyOf", List.of(text, number));
    }

    private static Map<String, Object> size(Shape.Size size) {
        List<Object> forms = new ArrayList<>();
        forms.add(ordered("type", "integer", "minimum", 0));
        forms.add(pattern(HumanSize.SYNTAX));
        if (size.share()) {
            forms.add(pattern("^[1-9][0-9]?%$"));
        }
        return ordered("anyOf", forms);
    }

    private Map<String, Object> reference(Shape shape) {
        String name = nameOf(shape);
        if (!definitions.containsKey(name)) {
            definitions.put(name, Collections.emptyMap());
            definitions.put(name, shape instanceof Shape.UnionOf union ? union(union, true) : closed(shape));
        }
        return ordered("$ref", "#/$defs/" + name);
    }

    /** The members of a shape that stands inline in another, which closes the whole. */
    private Map<String, Object> openReference(Shape.UnionOf union) {
        String name = nameOf(union) + OPEN;
        if (!definitions.containsKey(name)) {
            definitions.put(name, union(union, false));
        }
        return ordered("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> closed(Shape shape) {
        return record((Shape.RecordOf) shape, null, "", true);
    }

    private static String nameOf(Shape shape) {
        Class<?> type = shape instanceof Shape.UnionOf union ? union.type() : ((Shape.RecordOf) shape).type();
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    private Map<String, Object> union(Shape.UnionOf union, boolean closed) {
        List<Object> forms = new ArrayList<>();
        for (Shape.Option option : union.options()) {
            if (option.variant().scalar() || option.variant().list()) {
                forms.add(of(option.shape().members().getFirst().shape()));
            }
            if (!option.variant().list()) {
                forms.add(record(option.shape(), option.variant(), union.discriminator(), closed));
            }
        }
        return ordered("anyOf", forms);
    }

    private Map<String, Object> record(
            Shape.RecordOf shape, @Nullable Variant variant, String discriminator, boolean closed) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        if (variant != null && !discriminator.isEmpty()) {
            properties.put(discriminator, ordered("enum", Arrays.asList(variant.value())));
        }
        for (Shape.Member member : shape.members()) {
            if (!member.inline()) {
                properties.put(member.name(), property(member));
                Stream.of(member.name()).filter(name -> member.required()).forEach(required::add);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        if (variant != null && required.isEmpty() && variant.presentBy().length > 0) {
            schema.put("minProperties", 1);
        }
        shape.inline().ifPresent(inline -> schema.put("allOf", List.of(openReference((Shape.UnionOf) inline.shape()))));
        if (closed) {
            schema.put(shape.inline().isPresent() ? "unevaluatedProperties" : "additionalProperties", false);
        }
        return schema;
    }

    private Map<String, Object> property(Shape.Member member) {
        Object fallback =
                member.defaultValue() == null ? null : member.defaultValue().plain();
        return described(of(member.shape()), member.doc(), fallback);
    }

    private static Map<String, Object> described(Map<String, Object> schema, String doc, @Nullable Object fallback) {
        Map<String, Object> described = new LinkedHashMap<>(schema);
        described.put("description", doc);
        if (fallback != null) {
            described.put("default", fallback);
        }
        return described;
    }
}
