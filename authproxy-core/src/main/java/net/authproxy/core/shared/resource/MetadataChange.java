package net.authproxy.core.shared.resource;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants done to a resource's labels and annotations (contract 1.6). Applied to what the locked row holds,
 * so that two changes of different keys do not undo each other. Syntax is checked when the change is made, the reserved
 * prefix and the size of the result when it is applied.
 */
public final class MetadataChange {

    /** Leaves everything as it is. */
    public static final MetadataChange NONE = new MetadataChange(labels -> labels, annotations -> annotations);

    private final UnaryOperator<Labels> labels;
    private final UnaryOperator<Annotations> annotations;

    private MetadataChange(UnaryOperator<Labels> labels, UnaryOperator<Annotations> annotations) {
        this.labels = labels;
        this.annotations = annotations;
    }

    /**
     * Replaces each part as a whole where it is present. System entries stay; the body may repeat them unchanged.
     *
     * @param labels absent: the labels stay
     * @param annotations absent: the annotations stay
     */
    public static MetadataChange replacing(
            @Nullable Map<String, String> labels, @Nullable Map<String, String> annotations) {
        if (labels != null) {
            Labels.of(withoutReserved(labels));
        }
        if (annotations != null) {
            Annotations.ofCaller(withoutReserved(annotations));
        }
        return new MetadataChange(
                present -> labels == null ? present : Labels.of(replaced(present.values(), labels, "labels")),
                present -> annotations == null
                        ? present
                        : Annotations.checked(replaced(present.values(), annotations, "annotations")));
    }

    /** Sets one label. */
    public static MetadataChange puttingLabel(String key, String value) {
        Labels.ofCaller(Map.of(key, value));
        return new MetadataChange(present -> Labels.of(with(present.values(), key, value)), annotations -> annotations);
    }

    /** Removes one label; nothing happens when there is none. */
    public static MetadataChange removingLabel(String key) {
        Labels.ofCaller(Map.of(key, ""));
        return new MetadataChange(present -> new Labels(without(present.values(), key)), annotations -> annotations);
    }

    /** Sets one annotation. */
    public static MetadataChange puttingAnnotation(String key, String value) {
        Annotations.ofCaller(Map.of(key, value));
        return new MetadataChange(labels -> labels, present -> Annotations.checked(with(present.values(), key, value)));
    }

    /** Removes one annotation; nothing happens when there is none. */
    public static MetadataChange removingAnnotation(String key) {
        Annotations.ofCaller(Map.of(key, ""));
        return new MetadataChange(labels -> labels, present -> new Annotations(without(present.values(), key)));
    }

    /** The labels after the change. */
    public Labels labels(Labels present) {
        return labels.apply(present);
    }

    /** The annotations after the change. */
    public Annotations annotations(Annotations present) {
        return annotations.apply(present);
    }

    private static Map<String, String> replaced(
            Map<String, String> present, Map<String, String> wanted, String member) {
        wanted.forEach((key, value) -> {
            if (Labels.isReserved(key) && !value.equals(present.get(key))) {
                throw new AuthProxyException(
                        ErrorCode.RESERVED_LABEL,
                        "keys with the prefix authproxy.io/ are set by the system",
                        java.util.List.of(new FieldError(member + "." + key, "reserved prefix")));
            }
        });
        Map<String, String> result = withoutReserved(wanted);
        present.forEach((key, value) -> {
            if (Labels.isReserved(key)) {
                result.put(key, value);
            }
        });
        return result;
    }

    private static Map<String, String> withoutReserved(Map<String, String> values) {
        Map<String, String> plain = new TreeMap<>(values);
        plain.keySet().removeIf(Labels::isReserved);
        return plain;
    }

    private static Map<String, String> with(Map<String, String> present, String key, String value) {
        Map<String, String> result = new TreeMap<>(present);
        result.put(key, value);
        return result;
    }

    private static Map<String, String> without(Map<String, String> present, String key) {
        Map<String, String> result = new TreeMap<>(present);
        result.remove(key);
        return result;
    }
}
