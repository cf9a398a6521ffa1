package net.authproxy.testsupport;

import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for a test class: one server per JVM, a fresh database per class. The server is embedded, or an own
 * one named by {@code POSTGRES_TEST_HOST}, {@code _PORT}, {@code _USER}, {@code _PASSWORD}, {@code _DATABASE},
 * {@code _OPTIONS} (contract 13.5). The class is skipped when the tests are narrowed to SQLite. Use it as
 * {@code @RegisterExtension static final PostgresExtension postgres = new PostgresExtension();}.
 */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {

    private final String database =
            "authproxy_test_" + UUID.randomUUID().toString().replace("-", "");
    private boolean created;

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                DatabaseProvider.POSTGRES.isWanted(), "skipped: the tests are narrowed to another database");
        PostgresServer.shared().execute("create database " + database);
        created = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (created) {
            PostgresServer.shared().execute("drop database if exists " + database + " with (force)");
        }
    }

    /** JDBC address of this class's database, without user and password. */
    public String jdbcUrl() {
        return PostgresServer.shared().url(database);
    }

    public String username() {
        return PostgresServer.shared().user();
    }

    public String password() {
        return PostgresServer.shared().password();
    }

    /** Opens connections to this class's database; it does not pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(username());
        source.setPassword(password());
        return source;
    }
}
