package net.authproxy.core.shared.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the file may hold at some place: the types of the records, read once. Binder, schema and table all follow it. */
sealed interface Shape {

    /** Text. */
    record Text() implements Shape {}

    /** Text that becomes a secret; a number is taken as it is written. */
    record SecretText() implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** A whole number between two bounds, both inclusive; an int in Java when narrow. */
    record Whole(long min, long max, boolean narrow) implements Shape {}

    /** A duration; a plain number counts nanoseconds where allowed, else only 0. */
    record Span(boolean nanoseconds) implements Shape {}

    /** A number of bytes. */
    record Size(boolean share) implements Shape {}

    /** An absolute http or https URL. */
    record Url() implements Shape {}

    /** A path; relative ones count from the working directory. */
    record FilePath() implements Shape {}

    /** One of a few words. */
    record Choice(Map<String, Enum<?>> constants) implements Shape {}

    /** Text with its own syntax, refused by the parser with an explanation. */
    record Parsed(Class<?> type, Function<String, Object> parser) implements Shape {}

    /** Anything; kept as a part of the document. */
    record Part() implements Shape {}

    /** Many of one shape. */
    record ListOf(Shape item) implements Shape {}

    /** Values of one shape under free names. */
    record MapOf(Shape value) implements Shape {}

    /** Named members. */
    record RecordOf(Class<? extends Record> type, List<Member> members) implements Shape {

        Optional<Member> inline() {
            return members.stream().filter(Member::inline).findFirst();
        }
    }

    /** One of several records. */
    record UnionOf(Class<?> type, String discriminator, String fallback, List<Option> options) implements Shape {}

    /** A variant of a union. */
    record Option(Variant variant, RecordOf shape) {}

    /**
     * A member of a record.
     *
     * @param defaultValue its value when absent; null when it has none
     * @param optional whether it may be absent without a default
     */
    record Member(
            String name,
            Shape shape,
            String doc,
            @Nullable SettingsNode defaultValue,
            boolean optional,
            boolean inline) {

        boolean required() {
            return defaultValue == null && !optional;
        }
    }
}
