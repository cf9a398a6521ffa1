package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed value that remembers where it was written. */
sealed interface SettingsNode {

    Origin origin();

    /** The same as map, list, text, number, boolean or null. */
    @Nullable
    Object plain();

    /** The kind in words, for findings. */
    String kind();

    /**
     * One value.
     *
     * @param value by the core schema: String, Boolean, Long, BigInteger, Double or null
     * @param text as written, for members whose type is text
     * @param untyped written where everything is text, so a text member takes it whatever it looks like
     */
    record Scalar(@Nullable Object value, String text, boolean untyped, Origin origin) implements SettingsNode {

        @Override
        public @Nullable Object plain() {
            return value;
        }

        @Override
        public String kind() {
            return switch (value) {
                case null -> "nothing";
                case String ignored -> "text";
                case Boolean ignored -> "true or false";
                default -> "a number";
            };
        }

        @Override
        public String toString() {
            return "scalar at " + origin;
        }
    }

    /** Values in order. */
    record Sequence(List<SettingsNode> items, Origin origin) implements SettingsNode {

        @Override
        public Object plain() {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (SettingsNode item : items) {
                values.add(item.plain());
            }
            return Collections.unmodifiableList(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Named values in the order of the file. */
    record Mapping(Map<String, Member> members, Origin origin) implements SettingsNode {

        @Override
        public Object plain() {
            Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(members.size());
            members.forEach((key, member) -> values.put(key, member.value().plain()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A value with the place of its key, which is where a reader looks first. */
    record Member(Origin keyOrigin, SettingsNode value) {}

    static boolean isNull(SettingsNode node) {
        return node instanceof Scalar scalar && scalar.value() == null;
    }
}
