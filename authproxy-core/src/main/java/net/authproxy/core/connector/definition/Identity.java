package net.authproxy.core.connector.definition;

import net.authproxy.core.shared.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * How the account behind a connection is found.
 *
 * @param source what {@code data} is in the expressions
 * @param request the call; present exactly for {@code REQUEST}
 * @param id gives the account's id
 * @param name gives its name; absent if none
 */
public record Identity(
        Source source,
        @Nullable RequestTemplate request,
        Expression id,
        @Nullable Expression name) {

    /** What the expressions look at. */
    public enum Source {
        ID_TOKEN,
        TOKEN_RESPONSE,
        REQUEST
    }
}
