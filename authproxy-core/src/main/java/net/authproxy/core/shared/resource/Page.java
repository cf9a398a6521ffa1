package net.authproxy.core.shared.resource;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list (contract 1.3).
 *
 * @param cursor for the next page; absent on the last one
 * @param total number of rows on all pages; absent unless asked for
 * @param totalExact whether {@code total} was counted and not estimated; absent together with it
 */
public record Page<T>(
        List<T> items,
        @Nullable String cursor,
        @Nullable Long total,
        @Nullable Boolean totalExact) {

    public Page {
        items = List.copyOf(items);
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), cursor, total, totalExact);
    }
}
