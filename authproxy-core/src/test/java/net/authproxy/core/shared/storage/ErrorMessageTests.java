package net.authproxy.core.shared.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database says of an error ends in logs, so it must not quote what rows hold. */
class ErrorMessageTests {

    private static final String VALUE = "value-that-nobody-may-read";

    @ParameterizedTest
    @EnumSource
    void aViolatedConstraintDoesNotQuoteTheRow(DatabaseKind kind) throws SQLException {
        try (Database database = TestDatabases.open(kind);
                Connection connection = database.dataSource().getConnection()) {
            prepare(connection);

            Throwable single = Assertions.catchThrowable(() -> insert(connection, 1));
            Throwable batch = Assertions.catchThrowable(() -> insert(connection, 3));

            assertThat(trace(single)).containsIgnoringCase("unique").doesNotContain(VALUE);
            assertThat(trace(batch)).containsIgnoringCase("unique").doesNotContain(VALUE);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table things (name varchar(100) unique)");
        }
        insert(connection, 1);
    }

    private static void insert(Connection connection, int times) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into things (name) values (?)")) {
            for (int i = 0; i < times; i++) {
                insert.setString(1, VALUE);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        if (thrown instanceof SQLException first && first.getNextException() != null) {
            text.append(trace(first.getNextException()));
        }
        return text.toString();
    }
}
