package net.authproxy.core.shared.resource;

import java.util.List;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * What every list takes (contract 1.3); the filters of one route come beside it.
 *
 * @param limit items per page, 1 to {@value #MAX_LIMIT}
 * @param cursor where an earlier page ended; everything else is then taken from it
 * @param orderBy absent for the list's own order
 * @param namespace only rows it matches; absent for all the caller may see
 * @param includeTotal whether to count
 */
public record ListRequest(
        int limit,
        @Nullable String cursor,
        @Nullable OrderBy orderBy,
        @Nullable NamespaceMatcher namespace,
        LabelSelector labelSelector,
        boolean includeTotal) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    private static final Pattern LIMIT = Pattern.compile("0*[1-9][0-9]{0,3}");

    /** Reads the common parameters with the common defaults: {@value #DEFAULT_LIMIT} items, no total. */
    public static ListRequest parse(QueryParameters query) {
        return parse(query, DEFAULT_LIMIT, false);
    }

    /** The same with the defaults of a list that has its own. */
    public static ListRequest parse(QueryParameters query, int defaultLimit, boolean defaultIncludeTotal) {
        String cursor = query.present("cursor");
        if (cursor != null) {
            return new ListRequest(defaultLimit, cursor, null, null, LabelSelector.EVERYTHING, defaultIncludeTotal);
        }
        String orderBy = query.present("order_by");
        String namespace = query.present("namespace");
        return new ListRequest(
                limit(query.present("limit"), defaultLimit),
                null,
                orderBy == null ? null : OrderBy.parse(orderBy),
                namespace == null ? null : NamespaceMatcher.parse(namespace),
                LabelSelector.parse(query.get("label_selector")),
                includeTotal(query.present("include_total"), defaultIncludeTotal));
    }

    private static int limit(@Nullable String text, int defaultLimit) {
        if (text == null) {
            return defaultLimit;
        }
        if (text.length() > 16 || !LIMIT.matcher(text).matches() || Integer.parseInt(text) > MAX_LIMIT) {
            String reason = "expected a number from 1 to " + MAX_LIMIT;
            throw new AuthProxyException(
                    ErrorCode.INVALID_LIMIT, "invalid limit: " + reason, List.of(new FieldError("limit", reason)));
        }
        return Integer.parseInt(text);
    }

    private static boolean includeTotal(@Nullable String text, boolean defaultIncludeTotal) {
        if (text == null) {
            return defaultIncludeTotal;
        }
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new AuthProxyException(
                        ErrorCode.INVALID_FILTER,
                        "include_total: expected true or false",
                        List.of(new FieldError("include_total", "expected true or false")));
        };
    }
}
