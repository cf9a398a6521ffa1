package net.authproxy.web;

import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.MetadataChange;
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

    /** A member that must be there and may be empty. */
    public static String present(@Nullable String value, String name) {
        if (value == null) {
            throw AuthProxyException.invalid(name, "required");
        }
        return value;
    }

    /** A query parameter that is {@code true}, {@code false} or absent, which is false. */
    public static boolean flag(@Nullable String value, String name) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw AuthProxyException.invalid(name, "must be true or false");
        }
        return true;
    }

    /** A PATCH of labels and annotations: each is replaced as a whole where it is present. */
    public static MetadataChange change(
            @Nullable Map<String, @Nullable String> labels, @Nullable Map<String, @Nullable String> annotations) {
        return MetadataChange.replacing(
                labels == null ? null : texts(labels, "labels"),
                annotations == null ? null : texts(annotations, "annotations"));
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
