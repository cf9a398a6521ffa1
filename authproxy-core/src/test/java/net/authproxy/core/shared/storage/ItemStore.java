package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** The table of {@link Item}s in a fresh database, reachable by JPA and by JDBC. */
final class ItemStore implements AutoCloseable {

    private final Database database;
    private final EntityManagerFactory factory;

    ItemStore(DatabaseKind kind) {
        database = TestDatabases.open(kind);
        execute(
                kind == DatabaseKind.SQLITE
                        ? "create table item (id text primary key, namespace text, createdAt timestamp, size integer,"
                                + " weight bigint, nickname text, labels text)"
                        : "create table item (id text collate \"C\" primary key, namespace text collate \"C\","
                                + " createdAt timestamptz(3), size integer, weight bigint, nickname text collate \"C\","
                                + " labels jsonb)");
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("items");
        configuration.managedClass(Item.class);
        configuration.property("jakarta.persistence.nonJtaDataSource", database.dataSource());
        configuration.property("hibernate.jdbc.time_zone", "UTC");
        if (kind == DatabaseKind.SQLITE) {
            configuration.property("hibernate.dialect", SqliteDialect.class.getName());
        }
        factory = configuration.createEntityManagerFactory();
    }

    Database database() {
        return database;
    }

    void save(List<Item> items) {
        inTransaction(entities -> {
            items.forEach(entities::persist);
            return true;
        });
    }

    void clear() {
        execute("delete from item");
    }

    <T> T inTransaction(Function<EntityManager, T> work) {
        return factory.callInTransaction(work::apply);
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        factory.close();
        database.close();
    }
}
