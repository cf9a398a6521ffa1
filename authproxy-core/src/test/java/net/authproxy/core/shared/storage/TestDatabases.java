package net.authproxy.core.shared.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh, empty databases of both kinds; one PostgreSQL server serves the whole test run. */
public final class TestDatabases {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabases() {}

    /** A new database of that kind. */
    public static Database open(DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE ? sqlite() : postgres();
    }

    private static Database sqlite() {
        try {
            Path file = Files.createTempDirectory("authproxy-test").resolve("test.db");
            file.getParent().toFile().deleteOnExit();
            return Database.openSqlite(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Database postgres() {
        String name = "test" + COUNTER.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
        return Database.openPostgres(url, "postgres", "postgres", 4);
    }

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
