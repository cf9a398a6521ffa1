package net.authproxy.core.requestlog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds a row to a prepared insert. */
final class StatementSink implements LogRow.Sink {

    private final PreparedStatement statement;
    private int index;

    StatementSink(PreparedStatement statement) {
        this.statement = statement;
    }

    void addRow(RequestLogEntry entry, String labels) throws SQLException {
        index = 0;
        LogRow.write(entry, labels, this);
        statement.addBatch();
    }

    @Override
    public void text(@Nullable String value) throws SQLException {
        statement.setString(++index, value == null ? null : StorableText.of(value));
    }

    @Override
    public void number(long value) throws SQLException {
        statement.setLong(++index, value);
    }

    @Override
    public void optional(@Nullable Number value) throws SQLException {
        if (value == null) {
            statement.setNull(++index, Types.BIGINT);
        } else {
            statement.setLong(++index, value.longValue());
        }
    }

    @Override
    public void flag(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
    }
}
