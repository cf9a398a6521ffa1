package net.authproxy.core.shared.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded query of a list request, by name; fits {@code HttpServletRequest::getParameter}. */
@FunctionalInterface
public interface QueryParameters {

    /** The value as sent; null when the parameter is absent. */
    @Nullable
    String get(String name);

    /** Parameters from a map. */
    static QueryParameters of(Map<String, String> values) {
        return values::get;
    }

    /** The value, where an empty or blank one counts as absent. */
    default @Nullable String present(String name) {
        String value = get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
