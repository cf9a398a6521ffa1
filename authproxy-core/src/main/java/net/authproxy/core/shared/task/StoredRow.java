package net.authproxy.core.shared.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a script's answer; what is no number counts as 0. */
record StoredRow(List<?> fields) {

    static StoredRow of(@Nullable Object row) {
        return new StoredRow(row instanceof List<?> list ? list : List.of());
    }

    static List<StoredRow> rows(@Nullable Object rows) {
        return rows instanceof List<?> list ? list.stream().map(StoredRow::of).toList() : List.of();
    }

    String text(int index) {
        return index < fields.size() ? String.valueOf(fields.get(index)) : "";
    }

    long number(int index) {
        String text = text(index);
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException broken) {
            return 0;
        }
    }

    /** A time in milliseconds; absent when there is none. */
    @Nullable
    Instant time(int index) {
        long millis = number(index);
        return millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }
}
