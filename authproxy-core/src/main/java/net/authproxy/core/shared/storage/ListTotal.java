package net.authproxy.core.shared.storage;

import java.util.List;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;

/** How many rows a list has in all, when that was asked for. */
record ListTotal(@Nullable Long rows, @Nullable Boolean exact) {

    /** Up to here totals are exact (contract 1.3). */
    static final int EXACT_UP_TO = 10_000;

    static final ListTotal NOT_ASKED = new ListTotal(null, null);

    static ListTotal exactly(long rows) {
        return new ListTotal(rows, true);
    }

    static ListTotal about(long rows) {
        return new ListTotal(rows, false);
    }

    /** Of a list in which the caller sees nothing. */
    static ListTotal none(ListPosition position) {
        return position.includeTotal() ? exactly(0) : NOT_ASKED;
    }

    <T> Page<T> page(List<T> items, @Nullable String cursor) {
        return new Page<>(items, cursor, rows, exact);
    }
}
