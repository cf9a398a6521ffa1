package net.authproxy.core.shared.storage;

import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.exception.LockAcquisitionException;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;

/** The community dialect with the error mapping it lacks. Public only because Hibernate makes it by reflection. */
public class SqliteDialect extends SQLiteDialect {

    /** Used when the dialect is named in the configuration. */
    public SqliteDialect() {}

    /** Used when Hibernate resolves the dialect. */
    public SqliteDialect(DialectResolutionInfo info) {
        super(info);
    }

    @Override
    public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
        SQLExceptionConversionDelegate base = super.buildSQLExceptionConversionDelegate();
        return (e, message, sql) -> {
            int code = SqliteResultCode.of(e);
            if (SqliteResultCode.isUnique(code)) {
                return new ConstraintViolationException(
                        message,
                        e,
                        sql,
                        ConstraintKind.UNIQUE,
                        getViolatedConstraintNameExtractor().extractConstraintName(e));
            }
            if (SqliteResultCode.isConstraint(code)) {
                return new ConstraintViolationException(
                        message, e, sql, getViolatedConstraintNameExtractor().extractConstraintName(e));
            }
            return SqliteResultCode.isBusy(code)
                    ? new LockAcquisitionException(message, e, sql)
                    : base.convert(e, message, sql);
        };
    }
}
