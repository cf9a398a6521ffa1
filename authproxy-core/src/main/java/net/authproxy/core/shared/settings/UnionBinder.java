package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which record of a sealed settings type is meant. */
final class UnionBinder {

    private final SettingsBinder binder;

    UnionBinder(SettingsBinder binder) {
        this.binder = binder;
    }

    @Nullable
    Object bind(Shape.UnionOf union, SettingsNode node, Findings at) {
        return switch (node) {
            case SettingsNode.Mapping mapping -> mapping(union, mapping, at);
            case SettingsNode.Sequence ignored -> only(union, Variant::list, node, at);
            case SettingsNode.Scalar ignored -> only(union, Variant::scalar, node, at);
        };
    }

    /** The variant without a mapping: its one component takes the whole node. */
    private @Nullable Object only(Shape.UnionOf union, Predicate<Variant> form, SettingsNode node, Findings at) {
        for (Shape.Option option : union.options()) {
            if (form.test(option.variant())) {
                Shape.Member member = option.shape().members().getFirst();
                Object value = SettingsNode.isNull(node) ? null : binder.bind(member.shape(), node, at);
                if (SettingsNode.isNull(node)) {
                    at.add("must be " + forms(union) + ", not nothing");
                }
                return value == null ? null : binder.construct(option.shape().type(), new Object[] {value}, at);
            }
        }
        at.add("must be " + forms(union) + ", not " + node.kind());
        return null;
    }

    private static String forms(Shape.UnionOf union) {
        List<String> forms = new ArrayList<>();
        if (union.options().stream().anyMatch(option -> option.variant().scalar())) {
            forms.add("a single value");
        }
        if (union.options().stream().anyMatch(option -> option.variant().list())) {
            forms.add("a list");
        }
        forms.add("a mapping");
        return String.join(" or ", forms);
    }

    private @Nullable Object mapping(Shape.UnionOf union, SettingsNode.Mapping node, Findings at) {
        SettingsNode.Member named =
                union.discriminator().isEmpty() ? null : node.members().get(union.discriminator());
        Shape.Option option = named == null ? present(union, node, at) : named(union, named.value(), at);
        if (option == null) {
            return null;
        }
        Set<String> known = union.discriminator().isEmpty() ? Set.of() : Set.of(union.discriminator());
        return binder.record(option.shape(), node, at, known);
    }

    private static Shape.@Nullable Option named(Shape.UnionOf union, SettingsNode name, Findings at) {
        for (Shape.Option option : union.options()) {
            if (name instanceof SettingsNode.Scalar scalar
                    && Arrays.asList(option.variant().value()).contains(scalar.text())) {
                return option;
            }
        }
        at.at(union.discriminator()).add("must be one of " + String.join(", ", names(union)));
        return null;
    }

    private static Shape.@Nullable Option present(Shape.UnionOf union, SettingsNode.Mapping node, Findings at) {
        List<Shape.Option> present = union.options().stream()
                .filter(option -> presentBy(option).anyMatch(node.members()::containsKey))
                .toList();
        if (present.size() == 1) {
            return present.getFirst();
        }
        if (present.size() > 1) {
            String marks = present.stream()
                    .map(option -> presentBy(option)
                            .filter(node.members()::containsKey)
                            .findFirst()
                            .orElseThrow())
                    .collect(Collectors.joining(", "));
            at.add("contradictory: only one of " + marks + " may be set");
            return null;
        }
        return fallback(union, at);
    }

    private static Shape.@Nullable Option fallback(Shape.UnionOf union, Findings at) {
        for (Shape.Option option : union.options()) {
            if (!union.fallback().isEmpty()
                    && Arrays.asList(option.variant().value()).contains(union.fallback())) {
                return option;
            }
        }
        if (!union.discriminator().isEmpty()) {
            at.at(union.discriminator()).add("is required: one of " + String.join(", ", names(union)));
        } else {
            String marks = union.options().stream()
                    .map(option -> presentBy(option).findFirst().orElse(""))
                    .filter(mark -> !mark.isEmpty())
                    .collect(Collectors.joining(", "));
            at.add("needs one of " + marks);
        }
        return null;
    }

    private static Stream<String> presentBy(Shape.Option option) {
        return Arrays.stream(option.variant().presentBy());
    }

    private static List<String> names(Shape.UnionOf union) {
        return union.options().stream()
                .flatMap(option -> Arrays.stream(option.variant().value()))
                .toList();
    }
}
