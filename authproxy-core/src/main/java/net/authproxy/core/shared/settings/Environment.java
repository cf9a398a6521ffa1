package net.authproxy.core.shared.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Environment variables, handed in so that nothing below the main class reads the real ones. Never prints them. */
public final class Environment {

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Copies the variables; an empty one counts as unset (contract 13.1). */
    public static Environment of(Map<String, String> variables) {
        Map<String, String> set = new HashMap<>(variables);
        set.values().removeIf(String::isEmpty);
        return new Environment(Map.copyOf(set));
    }

    /** The value; empty when unset or set to nothing. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** The same with what the fallback has and this one has not. */
    Environment over(Map<String, String> fallback) {
        Map<String, String> merged = new HashMap<>(fallback);
        merged.putAll(variables);
        return of(merged);
    }

    SortedSet<String> names() {
        return new TreeSet<>(variables.keySet());
    }

    @Override
    public String toString() {
        return "environment of " + variables.size() + " variables";
    }
}
