package net.authproxy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list (contract 1.3).
 *
 * @param cursor for the next page; absent on the last one
 * @param total only when it was asked for
 * @param totalExact whether {@code total} is exact
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListResponse<T>(
        List<T> items,
        @Nullable String cursor,
        @Nullable Long total,
        @Nullable Boolean totalExact) {

    /** The page with each item in its JSON form. */
    public static <S, T> ListResponse<T> of(Page<S> page, Function<S, T> toJson) {
        return new ListResponse<>(
                page.items().stream().map(toJson).toList(), page.cursor(), page.total(), page.totalExact());
    }
}
