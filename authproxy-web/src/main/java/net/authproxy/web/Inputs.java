package net.authproxy.web;

import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import org.jspecify.annotations.Nullable;

/** Members of request bodies that many routes share. */
public final class Inputs {

    private Inputs() {}

    /** A member that must be there and not empty. */
    public static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw AuthProxyException.invalid(name, "required");
        }
        return value;
    }

    /** Labels of a caller; none when absent. */
    public static Labels labels(@Nullable Map<String, @Nullable String> values) {
        return values == null ? Labels.NONE : Labels.ofCaller(texts(values, "labels"));
    }

    /** Annotations of a caller; none when absent. */
    public static Annotations annotations(@Nullable Map<String, @Nullable String> values) {
        return values == null ? Annotations.NONE : Annotations.ofCaller(texts(values, "annotations"));
    }

    private static Map<String, String> texts(Map<String, @Nullable String> values, String name) {
        Map<String, String> texts = new java.util.TreeMap<>();
        values.forEach((key, value) -> {
            if (value == null) {
                throw AuthProxyException.invalid(name + "." + key, "must be text");
            }
            texts.put(key, value);
        });
        return texts;
    }
}
