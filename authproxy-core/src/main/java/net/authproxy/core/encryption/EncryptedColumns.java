package net.authproxy.core.encryption;

import java.util.List;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All encrypted columns of the main database. */
class EncryptedColumns {

    private final List<EncryptedColumn> columns;
    private final JdbcClient jdbc;
    private final DatabaseKind kind;

    EncryptedColumns(List<EncryptedColumn> columns, JdbcClient jdbc, DatabaseKind kind) {
        this.columns = List.copyOf(columns);
        this.jdbc = jdbc;
        this.kind = kind;
    }

    /** How many stored values were sealed with that version. */
    long countRowsOf(String keyVersionId) {
        long rows = 0;
        for (EncryptedColumn column : columns) {
            String idOf = kind == DatabaseKind.SQLITE
                    ? "json_extract(" + column.column() + ", '$.id')"
                    : column.column() + " ->> 'id'";
            rows += jdbc.sql("select count(*) from " + column.table() + " where " + idOf + " = :id")
                    .param("id", keyVersionId)
                    .query(Long.class)
                    .single();
        }
        return rows;
    }
}
