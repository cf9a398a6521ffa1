package net.authproxy.core.shared.settings;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** Reads shapes from records and their annotations. A type it does not know is a defect, found by the first test. */
final class Shapes {

    private static final Map<Class<?>, Function<String, Object>> PARSED = Map.of(
            Cron.class, Cron::new,
            NamespacePath.class, NamespacePath::new,
            NamespaceMatcher.class, NamespaceMatcher::parse);
    private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    /** The shape of a settings record or union. */
    static Shape of(Class<?> type) {
        Shape known = KNOWN.get(type);
        if (known == null) {
            known = type.isRecord() ? recordOf(type.asSubclass(Record.class)) : unionOf(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static Shape.RecordOf recordOf(Class<? extends Record> type) {
        List<Shape.Member> members = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            members.add(member(component));
        }
        return new Shape.RecordOf(type, List.copyOf(members));
    }

    private static Shape unionOf(Class<?> type) {
        Union union = type.getAnnotation(Union.class);
        if (union == null || !type.isSealed()) {
            throw new IllegalStateException("not a settings type: " + type.getName());
        }
        List<Shape.Option> options = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            Variant variant = permitted.getAnnotation(Variant.class);
            if (variant == null) {
                throw new IllegalStateException("no @Variant on " + permitted.getName());
            }
            options.add(new Shape.Option(variant, recordOf(permitted.asSubclass(Record.class))));
        }
        return new Shape.UnionOf(type, union.discriminator(), union.fallback(), List.copyOf(options));
    }

    private static Shape.Member member(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        Doc doc = component.getAnnotation(Doc.class);
        Default value = component.getAnnotation(Default.class);
        return new Shape.Member(
                named == null ? snakeCase(component.getName()) : named.value(),
                shape(component.getGenericType(), component),
                doc == null ? "" : doc.value(),
                value == null ? null : defaultValue(component, value.value()),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Inline.class));
    }

    private static SettingsNode defaultValue(RecordComponent component, String yaml) {
        String source = "default of " + component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        return YamlReader.read(source, yaml).root();
    }

    private static Shape shape(Type type, AnnotatedElement hints) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? new Shape.ListOf(shape(arguments[0], hints))
                    : new Shape.MapOf(shape(arguments[1], hints));
        }
        Class<?> plain = (Class<?>) type;
        Function<String, Object> parser = PARSED.get(plain);
        if (parser != null) {
            return new Shape.Parsed(plain, parser);
        }
        if (plain.isEnum()) {
            return choice(plain);
        }
        return plain == Integer.class || plain == int.class || plain == Long.class || plain == long.class
                ? number(plain, hints)
                : other(plain, hints);
    }

    private static Shape number(Class<?> type, AnnotatedElement hints) {
        ByteSize size = hints.getAnnotation(ByteSize.class);
        if (size != null) {
            return new Shape.Size(size.share());
        }
        boolean narrow = type == int.class || type == Integer.class;
        Range range = hints.getAnnotation(Range.class);
        long least = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long greatest = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return range == null
                ? new Shape.Whole(least, greatest, narrow)
                : new Shape.Whole(range.min(), Math.min(range.max(), greatest), narrow);
    }

    private static Shape other(Class<?> type, AnnotatedElement hints) {
        if (type == String.class) {
            return new Shape.Text();
        }
        if (type == SecretString.class) {
            return new Shape.SecretText();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Shape.Flag();
        }
        if (type == Duration.class) {
            return new Shape.Span(hints.isAnnotationPresent(Nanoseconds.class));
        }
        if (type == URI.class) {
            return new Shape.Url();
        }
        if (type == Path.class) {
            return new Shape.FilePath();
        }
        return type == YamlDocument.class ? new Shape.Part() : of(type);
    }

    private static Shape choice(Class<?> type) {
        Map<String, Enum<?>> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            Enum<?> value = (Enum<?>) constant;
            constants.put(wordOf(type, value), value);
        }
        return new Shape.Choice(constants);
    }

    private static String wordOf(Class<?> type, Enum<?> value) {
        try {
            Named named = type.getField(value.name()).getAnnotation(Named.class);
            return named == null ? value.name().toLowerCase(Locale.ROOT) : named.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("enum constant without field: " + value, e);
        }
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
