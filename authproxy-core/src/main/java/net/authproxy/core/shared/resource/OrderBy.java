package net.authproxy.core.shared.resource;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/**
 * The order a list is read in (contract 1.3). Whether the field exists is the list's to say.
 *
 * @param field name in the API, such as {@code created_at}
 */
public record OrderBy(String field, boolean descending) {

    private static final Pattern SYNTAX = Pattern.compile("([A-Za-z0-9_.\\-]{1,64})(?: ([A-Za-z]{3,4}))?");

    /** Reads {@code field}, {@code field ASC} or {@code field DESC}; else {@code invalid_order_by}. */
    public static OrderBy parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw invalid();
        }
        String direction = matcher.group(2);
        if (direction == null) {
            return ascending(matcher.group(1));
        }
        return switch (direction.toUpperCase(Locale.ROOT)) {
            case "ASC" -> ascending(matcher.group(1));
            case "DESC" -> descending(matcher.group(1));
            default -> throw invalid();
        };
    }

    public static OrderBy ascending(String field) {
        return new OrderBy(field, false);
    }

    public static OrderBy descending(String field) {
        return new OrderBy(field, true);
    }

    /** The refusal of a field the list cannot be ordered by. */
    public static AuthProxyException unknownField(Iterable<String> known) {
        return refusal("unknown field, expected one of " + String.join(", ", known));
    }

    private static AuthProxyException invalid() {
        return refusal("expected 'field', 'field ASC' or 'field DESC'");
    }

    private static AuthProxyException refusal(String reason) {
        return new AuthProxyException(
                ErrorCode.INVALID_ORDER_BY, "invalid order_by: " + reason, List.of(new FieldError("order_by", reason)));
    }
}
