package net.authproxy.core.shared.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Asks a condition row by row that SQL cannot ask. One statement streams only the keys and the column in question, so
 * that the table is sorted at most once and rows that do not match are never built.
 */
record ResidualScan(
        JdbcTemplate jdbc, String table, KeysetSql keyset, SqlFragment conditions, TableDefinition.Residual residual) {

    private static final int FETCH = 2_000;

    /**
     * Looks at rows from behind a key on.
     *
     * @param maxScanned rows to look at
     * @param maxFound stop after so many matches
     */
    Found scan(ListPosition.@Nullable Key after, int maxScanned, int maxFound) {
        SqlFragment where = after == null ? conditions : SqlFragment.allOf(List.of(conditions, keyset.behind(after)));
        String sql = "select " + keyset.field().path() + "," + keyset.id().path() + "," + residual.column() + " from "
                + table + " where " + where.sql() + " order by " + keyset.orderBy() + " limit " + maxScanned;
        ResultSetExtractor<Found> reading = rows -> read(rows, maxScanned, maxFound);
        Found found = streaming().query(sql, reading, where.parameters().toArray());
        return found == null ? new Found(List.of(), null, 0, true) : found;
    }

    /** PostgreSQL sends all rows at once unless it is asked for some at a time. */
    private JdbcTemplate streaming() {
        JdbcTemplate streaming = new JdbcTemplate();
        streaming.setDataSource(jdbc.getDataSource());
        streaming.setExceptionTranslator(jdbc.getExceptionTranslator());
        streaming.setFetchSize(FETCH);
        return streaming;
    }

    private Found read(ResultSet rows, int maxScanned, int maxFound) throws SQLException {
        List<ListPosition.Key> found = new ArrayList<>();
        ListPosition.@Nullable Key last = null;
        int scanned = 0;
        while (found.size() < maxFound && rows.next()) {
            scanned++;
            last = new ListPosition.Key(rows.getString(1), rows.getString(2));
            String value = rows.getString(3);
            if (value != null && residual.matches().test(value)) {
                found.add(last);
            }
        }
        return new Found(found, last, scanned, found.size() < maxFound && scanned < maxScanned);
    }

    /**
     * What a scan came upon.
     *
     * @param keys of matching rows, in order
     * @param last row that was looked at; absent when there was none
     * @param atEnd whether there are no more rows
     */
    record Found(List<ListPosition.Key> keys, ListPosition.@Nullable Key last, int scanned, boolean atEnd) {}
}
