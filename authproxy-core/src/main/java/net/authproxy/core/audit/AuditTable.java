package net.authproxy.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How rows are read. A row that somebody damaged is read as well as can be: its hash then tells. */
final class AuditTable {

    static final String NAME = "audit_log";

    static final List<String> COLUMNS = List.of(
            "id",
            "seq",
            "namespace",
            "actor_id",
            "actor_external_id",
            "act",
            "service",
            "action",
            "resource_type",
            "resource_id",
            "outcome",
            "details",
            "request_id",
            "remote_ip",
            "before_hash",
            "after_hash",
            "created_at",
            "prev_hash",
            "hash");

    static final String SELECT = "select " + String.join(",", COLUMNS) + " from " + NAME;

    private static final JsonMapper JSON = JsonMapper.shared();

    private AuditTable() {}

    static AuditEntry entry(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        return new AuditEntry(
                row.getString("id"),
                row.wasNull() ? null : Long.valueOf(seq),
                row.getString("namespace"),
                row.getString("actor_id"),
                row.getString("actor_external_id"),
                row.getString("act"),
                row.getString("service"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getString("outcome"),
                details(row.getString("details")),
                row.getString("request_id"),
                row.getString("remote_ip"),
                row.getString("before_hash"),
                row.getString("after_hash"),
                createdAt(row),
                row.getString("prev_hash"),
                row.getString("hash"));
    }

    private static Instant createdAt(ResultSet row) {
        try {
            Timestamp time = row.getTimestamp("created_at");
            return time == null ? Instant.EPOCH : time.toInstant();
        } catch (SQLException e) {
            // SQLite takes any text in any column.
            return Instant.EPOCH;
        }
    }

    private static Map<String, String> details(@Nullable String text) {
        Map<String, String> details = new TreeMap<>();
        if (text == null) {
            return details;
        }
        try {
            JsonNode json = JSON.readTree(text);
            json.properties()
                    .forEach(member ->
                            details.put(member.getKey(), member.getValue().asString("?")));
            return json.isObject() ? details : Map.of("unreadable", text);
        } catch (JacksonException e) {
            return Map.of("unreadable", text);
        }
    }
}
