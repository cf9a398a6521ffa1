package net.authproxy.core.shared.storage;

import java.util.List;

/**
 * Rows that are removed for good some time after they were deleted (contract 16). The feature that owns the table
 * registers it as a bean. A row that something still refers to is left for a later purge.
 *
 * @param order children come before what they refer to: lower numbers first, between 0 and 1000
 * @param table name of the table
 * @param key columns of its primary key; rows go in falling order of it
 * @param condition SQL that holds for what may go; {@code :before} is the moment up to which deleted rows go. It never
 *     holds anything a caller sent
 */
public record PurgeableRows(int order, String table, List<String> key, String condition) {

    public PurgeableRows {
        key = List.copyOf(key);
    }

    /** Rows with an {@code id} and a {@code deleted_at}. */
    public static PurgeableRows of(int order, String table) {
        return of(order, table, "id");
    }

    /** Rows with that key and a {@code deleted_at}. */
    public static PurgeableRows of(int order, String table, String... key) {
        return new PurgeableRows(order, table, List.of(key), "deleted_at < :before");
    }

    /** Rows that go with the deleted row of another table. */
    public static PurgeableRows with(int order, String table, String reference, String owner) {
        String condition = reference + " in (select id from " + owner + " where deleted_at < :before)";
        return new PurgeableRows(order, table, List.of("id"), condition);
    }
}
