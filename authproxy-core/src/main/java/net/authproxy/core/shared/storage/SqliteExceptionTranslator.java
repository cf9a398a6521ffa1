package net.authproxy.core.shared.storage;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Maps SQLite's result codes, which no translator of Spring knows. */
final class SqliteExceptionTranslator implements SQLExceptionTranslator {

    private final SQLExceptionSubclassTranslator fallback = new SQLExceptionSubclassTranslator();

    @Override
    public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException e) {
        int code = SqliteResultCode.of(e);
        if (SqliteResultCode.isUnique(code)) {
            return new DuplicateKeyException(task, e);
        }
        if (SqliteResultCode.isConstraint(code)) {
            return new DataIntegrityViolationException(task, e);
        }
        if (SqliteResultCode.isBusy(code)) {
            return new CannotAcquireLockException(task, e);
        }
        return fallback.translate(task, sql, e);
    }
}
