package net.authproxy.core.shared.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.authproxy.core.shared.error.AuthProxyException;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings records from YAML: snake_case members, unknown ones refused, defaults by {@link Default}, absence
 * allowed by {@code @Nullable}. Goes on after a finding, so that one run lists all of them.
 */
public final class SettingsBinder {

    private final ScalarBinder scalars;
    private final UnionBinder unions = new UnionBinder(this);
    private final ValueResolver values;

    SettingsBinder(Environment environment, Path workingDirectory, Path dataDirectory) {
        this.scalars = new ScalarBinder(environment, workingDirectory, dataDirectory);
        this.values = new ValueResolver(environment);
    }

    /** A binder for files beside the main one; relative paths count from the working directory. */
    public static SettingsBinder of(Environment environment, Path workingDirectory) {
        return new SettingsBinder(environment, workingDirectory, workingDirectory);
    }

    /**
     * Binds a whole document, or a part of one.
     *
     * @throws SettingsException with every finding
     */
    public <T> T bind(Class<T> type, YamlDocument document) {
        Findings findings = Findings.of(document.root(), document.path());
        Object bound = bind(Shapes.of(type), document.root(), findings);
        findings.throwIfAny();
        return type.cast(Objects.requireNonNull(bound, "nothing bound and nothing found"));
    }

    /** Null when there were findings; a bound value is never null. */
    @Nullable
    Object bind(Shape shape, SettingsNode node, Findings at) {
        return switch (shape) {
            case Shape.ListOf list -> list(list, node, at);
            case Shape.MapOf map -> map(map, node, at);
            case Shape.RecordOf type -> record(type, node, at, Set.of());
            case Shape.UnionOf union -> unions.bind(union, node, at);
            case Shape.Part ignored -> new YamlDocument(node.origin().source(), at.path(), node);
            default -> scalar(shape, node, at);
        };
    }

    private @Nullable Object scalar(Shape shape, SettingsNode node, Findings at) {
        if (node instanceof SettingsNode.Scalar scalar) {
            return scalars.bind(shape, scalar, at);
        }
        at.add("must be " + ScalarBinder.expected(shape) + ", not " + node.kind());
        return null;
    }

    private @Nullable Object list(Shape.ListOf shape, SettingsNode node, Findings at) {
        if (!(node instanceof SettingsNode.Sequence sequence)) {
            at.add("must be a list, not " + node.kind());
            return null;
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Object item = bind(shape.item(), sequence.items().get(i), at.at(i));
            if (item != null) {
                items.add(item);
            }
        }
        return Collections.unmodifiableList(items);
    }

    private @Nullable Object map(Shape.MapOf shape, SettingsNode node, Findings at) {
        if (!(node instanceof SettingsNode.Mapping mapping)) {
            at.add("must be a mapping, not " + node.kind());
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        mapping.members().forEach((key, member) -> {
            Object value = bind(shape.value(), member.value(), at.at(key));
            if (value != null) {
                members.put(key, value);
            }
        });
        return Collections.unmodifiableMap(members);
    }

    /** Binds the members; those in {@code known} belong to somebody else and are passed over. */
    @Nullable
    Object record(Shape.RecordOf shape, SettingsNode node, Findings at, Set<String> known) {
        Map<String, SettingsNode.Member> members = membersOf(node, at);
        if (members == null) {
            return null;
        }
        int before = at.count();
        @Nullable Object[] arguments = new @Nullable Object[shape.members().size()];
        for (int i = 0; i < arguments.length; i++) {
            Shape.Member member = shape.members().get(i);
            arguments[i] = member.inline()
                    ? bind(member.shape(), rest(shape, members, node.origin()), at)
                    : member(member, members.get(member.name()), at);
        }
        if (shape.inline().isEmpty()) {
            refuseUnknown(shape, members, at, known);
        }
        return at.count() == before ? construct(shape.type(), arguments, at) : null;
    }

    private static @Nullable Map<String, SettingsNode.Member> membersOf(SettingsNode node, Findings at) {
        if (node instanceof SettingsNode.Mapping mapping) {
            return mapping.members();
        }
        if (SettingsNode.isNull(node)) {
            return Map.of();
        }
        at.add("must be a mapping, not " + node.kind());
        return null;
    }

    private @Nullable Object member(Shape.Member member, SettingsNode.@Nullable Member written, Findings at) {
        if (written != null && !SettingsNode.isNull(written.value())) {
            return bind(member.shape(), written.value(), at.at(member.name()));
        }
        if (member.defaultValue() != null) {
            return bind(member.shape(), member.defaultValue(), at.at(member.name()));
        }
        if (!member.optional()) {
            at.at(member.name()).add("is required");
        }
        return null;
    }

    private static SettingsNode rest(Shape.RecordOf shape, Map<String, SettingsNode.Member> members, Origin origin) {
        Map<String, SettingsNode.Member> rest = new LinkedHashMap<>(members);
        shape.members().stream()
                .filter(m -> !m.inline())
                .map(Shape.Member::name)
                .forEach(rest::remove);
        return new SettingsNode.Mapping(rest, origin);
    }

    private static void refuseUnknown(
            Shape.RecordOf shape, Map<String, SettingsNode.Member> members, Findings at, Set<String> known) {
        Set<String> names = shape.members().stream().map(Shape.Member::name).collect(Collectors.toSet());
        for (String key : members.keySet()) {
            if (!names.contains(key) && !known.contains(key)) {
                at.at(key).add("unknown key; known here: " + String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    @Nullable
    Object construct(Class<? extends Record> type, @Nullable Object[] arguments, Findings at) {
        try {
            Object bound = canonical(type).newInstance(arguments);
            int before = at.count();
            if (bound instanceof Resolvable resolvable) {
                resolvable.checkResolvable(values, at);
            }
            if (bound instanceof Validated validated) {
                validated.validate(at);
            }
            return at.count() == before ? bound : null;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof AuthProxyException) {
                at.add(String.valueOf(e.getCause().getMessage()));
                return null;
            }
            throw new IllegalStateException("defect in " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a settings record: " + type.getName(), e);
        }
    }

    private static Constructor<? extends Record> canonical(Class<? extends Record> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }
}
