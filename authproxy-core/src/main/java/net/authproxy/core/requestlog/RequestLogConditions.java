package net.authproxy.core.requestlog;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.storage.SqlFragment;
import net.authproxy.core.shared.storage.TableDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the request log as conditions. A path expression is evaluated here and not in SQL: PostgreSQL's
 * {@code ~} reads some RE2 expressions otherwise ({@code \b}, {@code .} and line ends), and SQLite has none.
 */
record RequestLogConditions(DatabaseKind kind) implements TableDefinition.Filters {

    @Override
    public List<SqlFragment> conditions(Map<String, String> filters) {
        RequestLogFilter filter = RequestLogFilter.parse(QueryParameters.of(filters));
        List<SqlFragment> conditions = new ArrayList<>();
        addEqual(conditions, "type", filter.requestType());
        addEqual(conditions, "correlation_id", filter.correlationId());
        addEqual(conditions, "connection_id", filter.connectionId());
        addEqual(conditions, "connector_id", filter.connectorId());
        addEqual(conditions, "connector_version", filter.connectorVersion());
        addEqual(conditions, "method", filter.method());
        addEqual(conditions, "path", filter.path());
        if (filter.connectorType() != null) {
            conditions.add(connectorType(filter.connectorType()));
        }
        RequestLogFilter.StatusRange statuses = filter.statusCodes();
        if (statuses != null) {
            conditions.add(new SqlFragment("response_status_code between ? and ?", statuses.from(), statuses.to()));
        }
        RequestLogFilter.TimeRange times = filter.timestamps();
        if (times != null) {
            conditions.add(new SqlFragment(
                    "timestamp_ms between ? and ?",
                    firstMilli(times.from()),
                    times.to().toEpochMilli()));
        }
        return conditions;
    }

    @Override
    public TableDefinition.@Nullable Residual residual(Map<String, String> filters) {
        String regex = filters.get("path_regex");
        if (regex == null) {
            return null;
        }
        Pattern pattern = Pattern.compile(regex);
        return new TableDefinition.Residual(
                "path", path -> pattern.matcher(path).find());
    }

    @Override
    public boolean isIndexedByNamespace(OrderBy order, Map<String, String> filters) {
        return order.field().equals("timestamp") && Set.of("timestamp_range").containsAll(filters.keySet());
    }

    private static void addEqual(List<SqlFragment> conditions, String column, @Nullable Object value) {
        if (value != null) {
            conditions.add(new SqlFragment(column + "=?", value));
        }
    }

    /** SQLite's {@code like} takes letters of either case for the same, its {@code glob} does not. */
    private SqlFragment connectorType(String pattern) {
        if (!pattern.contains("*")) {
            return new SqlFragment("connector_type=?", pattern);
        }
        return kind == DatabaseKind.SQLITE
                ? new SqlFragment("connector_type glob ?", pattern)
                : new SqlFragment(
                        "connector_type like ?", pattern.replace("_", "\\_").replace('*', '%'));
    }

    private static long firstMilli(Instant from) {
        long milli = from.toEpochMilli();
        return Instant.ofEpochMilli(milli).equals(from) ? milli : milli + 1;
    }
}
