package net.authproxy.core.requestlog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows in SQLite or PostgreSQL, one transaction per batch. PostgreSQL gets them by COPY, which takes half the CPU
 * of inserts of many rows; COPY cannot pass over rows that are there already, so a batch that meets one (it was written before, and the answer was
 * lost) goes in by inserts that can.
 */
final class RelationalLogStore implements RequestLogStore {

    private static final Logger log = LoggerFactory.getLogger(RelationalLogStore.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NAMES = String.join(",", LogRow.COLUMNS);
    private static final String COPY = "copy " + LogRow.TABLE + " (" + NAMES + ") from stdin";

    private final Database database;
    private final String insert;

    RelationalLogStore(Database database) {
        this.database = database;
        this.insert = insert(database.kind());
    }

    private static String insert(DatabaseKind kind) {
        String marks = String.join(",", Collections.nCopies(LogRow.COLUMNS.size() - 1, "?"));
        String labels = kind == DatabaseKind.SQLITE ? "?" : "?::jsonb";
        return "insert into " + LogRow.TABLE + " (" + NAMES + ") values (" + marks + "," + labels
                + ") on conflict do nothing";
    }

    @Override
    public void write(List<RequestLogEntry> batch) throws SQLException {
        if (database.kind() == DatabaseKind.SQLITE) {
            insert(batch);
            return;
        }
        try {
            copy(batch);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            log.debug("request log batch holds rows that are stored already");
            insert(batch);
        }
    }

    private void copy(List<RequestLogEntry> batch) throws SQLException {
        CopySink rows = new CopySink();
        LabelsJson labels = new LabelsJson();
        for (RequestLogEntry entry : batch) {
            rows.addRow(entry, labels.write(entry.labels()));
        }
        try (Connection connection = database.dataSource().getConnection()) {
            // One statement is one transaction.
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows.bytes()));
        } catch (IOException e) {
            throw new SQLException("COPY failed", e);
        }
    }

    void insert(List<RequestLogEntry> batch) throws SQLException {
        LabelsJson labels = new LabelsJson();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                StatementSink rows = new StatementSink(statement);
                for (RequestLogEntry entry : batch) {
                    rows.addRow(entry, labels.write(entry.labels()));
                }
                statement.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
