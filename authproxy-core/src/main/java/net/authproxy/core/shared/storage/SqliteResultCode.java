package net.authproxy.core.shared.storage;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** SQLite's (extended) result codes; sqlite.org/rescode.html. */
final class SqliteResultCode {

    private static final int PRIMARY = 0xff;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CONSTRAINT = 19;
    private static final int CONSTRAINT_PRIMARYKEY = 1555;
    private static final int CONSTRAINT_UNIQUE = 2067;
    private static final int CONSTRAINT_ROWID = 2579;

    private SqliteResultCode() {}

    static int of(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    }

    static boolean isUnique(int code) {
        return code == CONSTRAINT_UNIQUE || code == CONSTRAINT_PRIMARYKEY || code == CONSTRAINT_ROWID;
    }

    static boolean isConstraint(int code) {
        return (code & PRIMARY) == CONSTRAINT;
    }

    static boolean isBusy(int code) {
        return (code & PRIMARY) == BUSY || (code & PRIMARY) == LOCKED;
    }
}
