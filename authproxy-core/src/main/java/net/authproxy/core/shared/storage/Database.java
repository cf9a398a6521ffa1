package net.authproxy.core.shared.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.sql.DataSource;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * An open database with its pools. SQLite has one writer (IMMEDIATE: deferred transactions lose most read-modify-write
 * races) and a read pool that read-only transactions get; PostgreSQL has one pool.
 */
public final class Database implements AutoCloseable {

    private static final int SQLITE_READERS = 4;
    private static final int POSTGRES_POOL = 10;
    private static final long CONNECT_TIMEOUT_MILLIS = 10_000;

    private final DatabaseKind kind;
    private final DataSource dataSource;
    private final List<HikariDataSource> pools;

    private Database(DatabaseKind kind, DataSource dataSource, List<HikariDataSource> pools) {
        this.kind = kind;
        this.dataSource = dataSource;
        this.pools = List.copyOf(pools);
    }

    /** Opens or creates the file (mode 0600). WAL with {@code synchronous=FULL}: a committed row survives a crash. */
    public static Database openSqlite(Path file) {
        prepare(file);
        HikariDataSource writer = sqlitePool(file, "IMMEDIATE", 1, false);
        HikariDataSource readers = sqlitePool(file, "DEFERRED", SQLITE_READERS, true);
        LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(writer);
        proxy.setReadOnlyDataSource(readers);
        proxy.setDefaultAutoCommit(true);
        return new Database(DatabaseKind.SQLITE, proxy, List.of(writer, readers));
    }

    /**
     * Connects to a PostgreSQL server.
     *
     * @param jdbcUrl without user and password
     * @param poolSize connections; 0 for the default
     */
    public static Database openPostgres(String jdbcUrl, String user, String password, int poolSize) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(poolSize > 0 ? poolSize : POSTGRES_POOL);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "authproxy");
        // Messages of errors reach logs; with the detail they quote what rows hold.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.setPoolName("postgres");
        HikariDataSource pool = new HikariDataSource(config);
        return new Database(DatabaseKind.POSTGRES, pool, List.of(pool));
    }

    private static void prepare(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the database file " + file, e);
        }
    }

    private static HikariDataSource sqlitePool(Path file, String mode, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file
                + "?journal_mode=WAL&busy_timeout=5000&foreign_keys=true&synchronous=FULL&transaction_mode=" + mode);
        if (readOnly) {
            config.addDataSourceProperty("query_only", "true");
        }
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setPoolName(readOnly ? "sqlite-readers" : "sqlite-writer");
        return new HikariDataSource(config);
    }

    public DatabaseKind kind() {
        return kind;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Brings the schema of one part up to date; {@code part} names a folder below {@code db/migration}. */
    public void migrate(String part) {
        try {
            flyway(part).migrate();
        } catch (FlywayException e) {
            throw new AuthProxyException(ErrorCode.UNAVAILABLE, "database migration failed", e);
        }
    }

    /** Whether the schema of that part lacks migrations that this version brings. */
    public boolean isBehind(String part) {
        return flyway(part).info().pending().length > 0;
    }

    private Flyway flyway(String part) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + part + "/" + kind.migrationFolder())
                .table("schema_history_" + part)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** Translates driver errors into Spring's hierarchy, also SQLite's result codes, which Spring does not know. */
    public SQLExceptionTranslator exceptionTranslator() {
        return kind == DatabaseKind.SQLITE
                ? new SqliteExceptionTranslator()
                : new SQLErrorCodeSQLExceptionTranslator(dataSource);
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
