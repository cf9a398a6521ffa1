package net.authproxy.core.shared.resource;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label selector in the Kubernetes grammar without the numeric operators (contract 1.7), parsed once. All terms must
 * hold. Stores turn the terms into their own conditions; {@link #matches} is what these must agree with.
 *
 * @param terms at most {@value #MAX_TERMS}; none for "everything"
 */
public record LabelSelector(List<Term> terms) {

    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());
    public static final int MAX_CHARACTERS = 4096;
    public static final int MAX_TERMS = 64;

    public LabelSelector {
        terms = List.copyOf(terms);
    }

    /** Reads a selector; null or blank restricts nothing, anything outside the grammar is {@code invalid_label_selector}. */
    public static LabelSelector parse(@Nullable String text) {
        return text == null ? EVERYTHING : LabelSelectorParser.parse(text);
    }

    /** Whether all terms hold for these labels. */
    public boolean matches(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.matches(labels));
    }

    public boolean isEverything() {
        return terms.isEmpty();
    }

    /** A text that parses to an equal selector and is not longer than the one it came from. */
    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(","));
    }

    /** One condition on one label key. Keys and values are valid label keys and values. */
    public sealed interface Term {

        String key();

        boolean matches(Map<String, String> labels);
    }

    /** {@code key}: the label is there, also with an empty value. */
    public record Exists(String key) implements Term {

        @Override
        public boolean matches(Map<String, String> labels) {
            return labels.containsKey(key);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    /** {@code !key}: the label is not there. */
    public record Absent(String key) implements Term {

        @Override
        public boolean matches(Map<String, String> labels) {
            return !labels.containsKey(key);
        }

        @Override
        public String toString() {
            return "!" + key;
        }
    }

    /** {@code key=value} and {@code key in (..)}: the label is there and has one of the values. */
    public record OneOf(String key, SortedSet<String> values) implements Term {

        public OneOf {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        @Override
        public boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return value != null && values.contains(value);
        }

        @Override
        public String toString() {
            return values.size() == 1 ? key + "=" + values.first() : key + " in(" + String.join(",", values) + ")";
        }
    }

    /** {@code key!=value} and {@code key notin (..)}: the label is absent or has another value. */
    public record NoneOf(String key, SortedSet<String> values) implements Term {

        public NoneOf {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        @Override
        public boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return value == null || !values.contains(value);
        }

        @Override
        public String toString() {
            return values.size() == 1 ? key + "!=" + values.first() : key + " notin(" + String.join(",", values) + ")";
        }
    }
}
