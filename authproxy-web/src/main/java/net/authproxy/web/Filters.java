package net.authproxy.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.QueryParameters;

/** Collects a list route's own filters from the query; each value is checked before it counts. */
public final class Filters {

    private final QueryParameters query;
    private final Map<String, String> values = new HashMap<>();

    private Filters(QueryParameters query) {
        this.query = query;
    }

    public static Filters of(QueryParameters query) {
        return new Filters(query);
    }

    /** Takes the parameter if it is there. */
    public Filters add(String name, Predicate<String> valid) {
        String value = query.present(name);
        if (value != null) {
            if (!valid.test(value)) {
                throw new AuthProxyException(
                        ErrorCode.INVALID_FILTER,
                        name + ": not a valid value",
                        List.of(new FieldError(name, "not a valid value")));
            }
            values.put(name, value);
        }
        return this;
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }
}
