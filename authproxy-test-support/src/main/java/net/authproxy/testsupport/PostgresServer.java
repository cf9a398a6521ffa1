package net.authproxy.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Where the PostgreSQL of the tests answers.
 *
 * @param database the database to connect to for administration
 * @param options driver parameters, {@code k=v&k=v}; empty for none
 */
record PostgresServer(String host, int port, String user, String password, String database, String options) {

    /** The own server when {@code POSTGRES_TEST_HOST} names one, else one started for this JVM. */
    static PostgresServer shared() {
        return Shared.SERVER;
    }

    static PostgresServer from(Map<String, String> environment) {
        String host = environment.getOrDefault("POSTGRES_TEST_HOST", "");
        if (host.isBlank()) {
            return embedded();
        }
        return new PostgresServer(
                host,
                Integer.parseInt(environment.getOrDefault("POSTGRES_TEST_PORT", "5432")),
                environment.getOrDefault("POSTGRES_TEST_USER", "postgres"),
                environment.getOrDefault("POSTGRES_TEST_PASSWORD", ""),
                environment.getOrDefault("POSTGRES_TEST_DATABASE", "postgres"),
                environment
                        .getOrDefault("POSTGRES_TEST_OPTIONS", "")
                        .trim()
                        .replaceAll("^\\?", "")
                        .replaceAll("\\s+", "&"));
    }

    String url(String name) {
        return url(name, options);
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException problem) {
            throw new IllegalStateException("the PostgreSQL of the tests refused: " + sql, problem);
        }
    }

    private String url(String name, String parameters) {
        StringJoiner url = new StringJoiner("?");
        url.add("jdbc:postgresql://" + host + ":" + port + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        if (!parameters.isEmpty()) {
            url.add(parameters);
        }
        return url.toString();
    }

    // The library stops the server when the JVM ends.
    @SuppressWarnings("resource")
    private static PostgresServer embedded() {
        try {
            // The unpacked binaries belong to whoever ran first: one folder per user.
            File binaries =
                    new File(System.getProperty("java.io.tmpdir"), "embedded-pg-" + System.getProperty("user.name"));
            int port = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries)
                    .start()
                    .getPort();
            return new PostgresServer("127.0.0.1", port, "postgres", "postgres", "postgres", "");
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot start the embedded PostgreSQL", problem);
        }
    }

    private static final class Shared {
        static final PostgresServer SERVER = from(System.getenv());
    }
}
