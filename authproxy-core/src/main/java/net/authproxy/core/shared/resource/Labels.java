package net.authproxy.core.shared.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/**
 * Labels of a resource, checked by the Kubernetes rules (contract 1.6), sorted by key.
 *
 * @param values key to value; unmodifiable
 */
public record Labels(Map<String, String> values) {

    public static final Labels NONE = new Labels(Map.of());
    public static final int MAX_LABELS = 64;

    private static final int MAX_NAME = 63;
    private static final int MAX_PREFIX = 253;
    private static final String RESERVED = "authproxy.io";
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,61}[a-zA-Z0-9])?$");
    private static final Pattern DNS_SUBDOMAIN =
            Pattern.compile("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$");

    public Labels {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Checks labels a caller wrote: syntax, number, reserved prefix; every finding is listed. */
    public static Labels ofCaller(Map<String, String> values) {
        requireReservedWithin(values, Map.of());
        return of(values);
    }

    /** Refuses reserved labels, unless they repeat what is there already. */
    public static void requireReservedWithin(Map<String, String> values, Map<String, String> present) {
        values.entrySet().stream()
                .filter(label -> isReserved(label.getKey()))
                .filter(label -> !label.getValue().equals(present.get(label.getKey())))
                .findFirst()
                .ifPresent(label -> {
                    throw new AuthProxyException(
                            ErrorCode.RESERVED_LABEL,
                            "labels with the prefix authproxy.io/ are set by the system",
                            List.of(new FieldError("labels." + label.getKey(), "reserved prefix")));
                });
    }

    /** Checks syntax and number only. */
    public static Labels of(Map<String, String> values) {
        List<FieldError> findings = new ArrayList<>();
        values.forEach((key, value) -> {
            if (!isKey(key)) {
                findings.add(new FieldError("labels." + key, "not a valid label key"));
            } else if (!isValue(value)) {
                findings.add(new FieldError("labels." + key, "not a valid label value"));
            }
        });
        if (values.size() > MAX_LABELS) {
            findings.add(new FieldError("labels", "more than " + MAX_LABELS + " labels"));
        }
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL, "invalid labels", findings);
        }
        return new Labels(values);
    }

    /** Whether the text is a label key: a name, or a DNS sub-domain, a slash and a name. */
    public static boolean isKey(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 0) {
            return isName(key);
        }
        String prefix = key.substring(0, slash);
        return prefix.length() <= MAX_PREFIX
                && DNS_SUBDOMAIN.matcher(prefix).matches()
                && isName(key.substring(slash + 1));
    }

    /** Whether the text is a label value: empty, or like a name. */
    public static boolean isValue(String value) {
        return value.isEmpty() || isName(value);
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME && NAME.matcher(text).matches();
    }

    /** Whether only the system writes labels of that key. */
    public static boolean isReserved(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 0) {
            return false;
        }
        String prefix = key.substring(0, slash);
        return prefix.equals(RESERVED) || prefix.endsWith("." + RESERVED);
    }

    /** These labels with the other ones on top. */
    public Labels overlaidBy(Labels other) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putAll(other.values);
        return new Labels(merged);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
