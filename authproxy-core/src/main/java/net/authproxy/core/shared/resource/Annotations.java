package net.authproxy.core.shared.resource;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/**
 * Free text attached to a resource, not selectable (contract 1.6), sorted by key.
 *
 * @param values key to text; unmodifiable
 */
public record Annotations(Map<String, String> values) {

    public static final Annotations NONE = new Annotations(Map.of());
    public static final int MAX_BYTES = 262_144;

    public Annotations {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Checks keys, the reserved prefix and the size. */
    public static Annotations ofCaller(Map<String, String> values) {
        List<FieldError> findings = values.keySet().stream()
                .filter(key -> !Labels.isKey(key) || Labels.isReserved(key))
                .map(key -> new FieldError("annotations." + key, "not a valid annotation key, or reserved"))
                .toList();
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.VALIDATION_FAILED, "invalid annotations", findings);
        }
        return checked(values);
    }

    /** Checks the size only, as the limit is on the resulting map. */
    static Annotations checked(Map<String, String> values) {
        if (size(values) > MAX_BYTES) {
            throw new AuthProxyException(
                    ErrorCode.ANNOTATIONS_TOO_LARGE, "annotations exceed " + MAX_BYTES + " bytes in all");
        }
        return new Annotations(values);
    }

    private static long size(Map<String, String> values) {
        return values.entrySet().stream()
                .mapToLong(e -> (long) utf8(e.getKey()) + utf8(e.getValue()))
                .sum();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
