package net.authproxy.core.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Connections as the database has them, for whoever reads hundreds in a second and changes none. {@link ConnectionStore}
 * reads entities, which cost several times as much; what a running transaction has changed in one and not yet written is
 * not seen here.
 */
@SystemOperation
public class CommittedConnections {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String COLUMNS = "id, namespace, actor_id, connector_id, connector_version, state, setup_step,"
            + " setup_error, health, health_reason, health_checked_at, account_id, account_name, labels,"
            + " effective_labels, annotations, last_used_at, created_at, updated_at, encrypted_credentials,"
            + " encrypted_configuration, encrypted_staged, setup_return_to";

    private final JdbcClient jdbc;
    private final String locked;

    CommittedConnections(JdbcClient jdbc, DatabaseKind kind) {
        this.jdbc = jdbc;
        // SQLite has one writer at a time, and whoever comes here in a transaction has written.
        this.locked = kind == DatabaseKind.POSTGRES ? " for update" : "";
    }

    /** A live connection with its secrets sealed; empty when there is none. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<SealedConnection> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from connections where id = :id and deleted_at is null")
                .param("id", id)
                .query(CommittedConnections::sealed)
                .optional();
    }

    /**
     * Whether the connection is unhealthy for one of these reasons. Nobody else changes it until the running transaction,
     * which has written something before, ends.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isUnhealthy(String id, Set<String> reasons) {
        return jdbc.sql("select health, health_reason from connections where id = :id and deleted_at is null" + locked)
                .param("id", id)
                .query((row, number) -> health(row) == ConnectionHealth.UNHEALTHY
                        && reasons.contains(Objects.requireNonNullElse(row.getString("health_reason"), "")))
                .optional()
                .orElse(false);
    }

    private static SealedConnection sealed(ResultSet row, int number) throws SQLException {
        return new SealedConnection(
                connection(row),
                field(row, "encrypted_credentials"),
                field(row, "encrypted_configuration"),
                field(row, "encrypted_staged"),
                row.getString("setup_return_to"));
    }

    private static Connection connection(ResultSet row) throws SQLException {
        return new Connection(
                row.getString("id"),
                new NamespacePath(row.getString("namespace")),
                row.getString("actor_id"),
                row.getString("connector_id"),
                row.getInt("connector_version"),
                ConnectionState.of(row.getString("state")),
                row.getString("setup_step"),
                row.getString("setup_error"),
                health(row),
                row.getString("health_reason"),
                instant(row, "health_checked_at"),
                row.getString("account_id"),
                row.getString("account_name"),
                new Labels(texts(row, "labels")),
                new Labels(texts(row, "effective_labels")),
                new Annotations(texts(row, "annotations")),
                instant(row, "last_used_at"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private static ConnectionHealth health(ResultSet row) throws SQLException {
        return ConnectionHealth.valueOf(row.getString("health").toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), TEXTS);
    }

    private static @Nullable EncryptedField field(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : JSON.readValue(text, EncryptedField.class);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
