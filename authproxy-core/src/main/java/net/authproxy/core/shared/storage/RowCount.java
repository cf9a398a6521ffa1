package net.authproxy.core.shared.storage;

import org.springframework.jdbc.core.JdbcTemplate;

/** Counts rows of a table: exactly up to {@link ListTotal#EXACT_UP_TO}, above by an estimate of bounded cost. */
record RowCount<T>(JdbcTemplate jdbc, TableDefinition<T> list, DatabaseKind kind) {

    private static final int ESTIMATED_UP_TO = 1_000_000;
    private static final int SAMPLE = 5_000;

    ListTotal counted(SqlFragment conditions) {
        long exact = atMost(ListTotal.EXACT_UP_TO + 1, conditions);
        return exact <= ListTotal.EXACT_UP_TO ? ListTotal.exactly(exact) : ListTotal.about(estimate(conditions));
    }

    /** The planner's guess, but never less than what was counted; SQLite has none and counts up to a million. */
    private long estimate(SqlFragment conditions) {
        return kind == DatabaseKind.SQLITE
                ? atMost(ESTIMATED_UP_TO, conditions)
                : Math.max(ListTotal.EXACT_UP_TO + 1, planned(conditions));
    }

    private long planned(SqlFragment conditions) {
        String plan = jdbc.queryForObject(
                "explain (format json) select 1 from " + list.table() + " where " + conditions.sql(),
                String.class,
                conditions.parameters().toArray());
        return PlannedRows.of(String.valueOf(plan));
    }

    private long atMost(int rows, SqlFragment conditions) {
        String sql = "select count(*) from (select 1 from " + list.table() + " where " + conditions.sql() + " limit "
                + rows + ") as bounded";
        Long count =
                jdbc.queryForObject(sql, Long.class, conditions.parameters().toArray());
        return count == null ? 0 : count;
    }

    /** From the share of the first rows that match; exact when these are all there are. */
    ListTotal sampled(SqlFragment conditions, ResidualScan scan) {
        ResidualScan.Found sample = scan.scan(null, SAMPLE, Integer.MAX_VALUE);
        long matching = sample.keys().size();
        if (sample.atEnd()) {
            return ListTotal.exactly(matching);
        }
        Long all = counted(conditions).rows();
        return ListTotal.about(matching * (all == null ? 0 : all) / SAMPLE);
    }
}
