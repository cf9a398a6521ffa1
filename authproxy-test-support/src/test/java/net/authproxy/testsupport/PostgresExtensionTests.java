package net.authproxy.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresExtensionTests {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension another = new PostgresExtension();

    @Test
    void givesAFreshDatabaseToEach() throws SQLException {
        execute(postgres, "create table t (a int)");
        execute(another, "create table t (a int)");

        assertThat(postgres.jdbcUrl()).isNotEqualTo(another.jdbcUrl());
    }

    @Test
    void readsAnOwnServerFromTheEnvironment() {
        PostgresServer server = PostgresServer.from(Map.of(
                "POSTGRES_TEST_HOST", "db",
                "POSTGRES_TEST_PORT", "6000",
                "POSTGRES_TEST_USER", "u",
                "POSTGRES_TEST_PASSWORD", "p",
                "POSTGRES_TEST_DATABASE", "d",
                "POSTGRES_TEST_OPTIONS", "sslmode=disable connectTimeout=3"));

        assertThat(server.url("x")).isEqualTo("jdbc:postgresql://db:6000/x?sslmode=disable&connectTimeout=3");
        assertThat(server).isEqualTo(new PostgresServer("db", 6000, "u", "p", "d", server.options()));
    }

    @Test
    void narrowsToOneDatabase() {
        assertThat(DatabaseProvider.POSTGRES.isWanted(null)).isTrue();
        assertThat(DatabaseProvider.POSTGRES.isWanted("postgres")).isTrue();
        assertThat(DatabaseProvider.POSTGRES.isWanted("sqlite")).isFalse();
        assertThat(DatabaseProvider.SQLITE.isWanted("sqlite")).isTrue();
        assertThatThrownBy(() -> DatabaseProvider.SQLITE.isWanted("mysql")).isInstanceOf(IllegalStateException.class);
    }

    private static void execute(PostgresExtension database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
