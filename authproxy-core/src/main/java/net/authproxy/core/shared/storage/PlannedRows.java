package net.authproxy.core.shared.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the number of rows that PostgreSQL's planner expects from {@code explain (format json)}. */
final class PlannedRows {

    private static final Pattern ROWS = Pattern.compile("\"Plan Rows\":\\s*(\\d+)");

    private PlannedRows() {}

    /** The guess for the outermost node, which comes first; 0 when there is none. */
    static long of(String plan) {
        Matcher matcher = ROWS.matcher(plan);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
