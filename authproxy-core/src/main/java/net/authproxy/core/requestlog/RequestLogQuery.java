package net.authproxy.core.requestlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.JdbcKeysetPager;
import net.authproxy.core.shared.storage.OrderField;
import net.authproxy.core.shared.storage.TableDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads stored rows (contract 10.1). Whether the caller may is decided before; the scope only narrows. */
public final class RequestLogQuery {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate readOnly;
    private final JdbcKeysetPager<RequestLogEntry> pager;

    public RequestLogQuery(Database database, CursorCodec codec) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.jdbc.setExceptionTranslator(database.exceptionTranslator());
        this.readOnly = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        this.readOnly.setReadOnly(true);
        this.pager = new JdbcKeysetPager<>(
                new TableDefinition<>(
                        "request-log",
                        LogRow.TABLE,
                        LogRow.COLUMNS,
                        orders(),
                        OrderBy.descending("timestamp"),
                        OrderField.text("request_id"),
                        "namespace",
                        "labels",
                        (row, number) -> entry(row),
                        new RequestLogConditions(database.kind())),
                codec,
                database.kind());
    }

    private static Map<String, OrderField<?>> orders() {
        Map<String, OrderField<?>> orders = new LinkedHashMap<>();
        orders.put("timestamp", OrderField.number("timestamp_ms"));
        orders.put("type", OrderField.text("type"));
        orders.put("correlation_id", OrderField.text("correlation_id"));
        orders.put("connection_id", OrderField.text("connection_id").orNull());
        orders.put("connector_type", OrderField.text("connector_type").orNull());
        orders.put("connector_id", OrderField.text("connector_id").orNull());
        orders.put("method", OrderField.text("method"));
        orders.put("path", OrderField.text("path"));
        orders.put(
                "response_status_code",
                OrderField.integer("response_status_code").orNull());
        orders.put("connector_version", OrderField.integer("connector_version").orNull());
        orders.put("namespace", OrderField.text("namespace"));
        return orders;
    }

    /** The common list parameters with this list's defaults: the total is counted unless it is declined. */
    public static ListRequest request(QueryParameters query) {
        return ListRequest.parse(query, ListRequest.DEFAULT_LIMIT, true);
    }

    /** One page of what the scope covers. */
    public Page<RequestLogEntry> list(AccessScope scope, RequestLogFilter filter, ListRequest request) {
        return inReadOnly(pager.reader(request, scope, filter.toParameters()));
    }

    /** One row; {@code not_found} when there is none. The caller's scope is for the caller of this method to check. */
    public RequestLogEntry find(String id) {
        String sql = "select " + String.join(",", LogRow.COLUMNS) + " from " + LogRow.TABLE + " where request_id=?";
        List<RequestLogEntry> rows = inReadOnly(template -> template.query(sql, (row, number) -> entry(row), id));
        if (rows.isEmpty()) {
            throw new AuthProxyException(ErrorCode.NOT_FOUND, "no such request-log row");
        }
        return rows.getFirst();
    }

    private <T> T inReadOnly(Function<JdbcTemplate, T> work) {
        return readOnly.execute(status -> work.apply(jdbc));
    }

    private static RequestLogEntry entry(ResultSet row) throws SQLException {
        return new RequestLogEntry(
                row.getString("request_id"),
                row.getString("namespace"),
                row.getString("type"),
                row.getString("correlation_id"),
                Instant.ofEpochMilli(row.getLong("timestamp_ms")),
                row.getLong("duration_ms"),
                optionalLong(row, "total_duration_ms"),
                row.getString("connection_id"),
                row.getString("connector_id"),
                optionalInteger(row, "connector_version"),
                row.getString("connector_type"),
                row.getString("actor_id"),
                row.getString("method"),
                row.getString("scheme"),
                row.getString("host"),
                row.getString("path"),
                optionalInteger(row, "response_status_code"),
                row.getString("response_error"),
                row.getString("request_http_version"),
                row.getLong("request_size_bytes"),
                row.getString("request_mime_type"),
                row.getString("response_http_version"),
                row.getLong("response_size_bytes"),
                row.getString("response_mime_type"),
                row.getBoolean("internal_timeout"),
                row.getBoolean("request_cancelled"),
                row.getBoolean("rate_limited"),
                row.getInt("attempts"),
                row.getBoolean("full_request_recorded"),
                LabelsJson.read(row.getString("labels")));
    }

    private static @Nullable Long optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Integer optionalInteger(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
