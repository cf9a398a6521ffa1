import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * Fills a database that the product has made with namespaces and connections, for bench/lists.sh.
 *
 * <p>Arguments: JDBC URL, user, number of namespaces, number of connections. Tenants are {@code root.tN}, each with 19
 * namespaces {@code root.tN.pM}. Labels: {@code tenant} (one of all tenants), {@code tier} (gold, silver, bronze; gold is
 * one in a hundred) and {@code env} (prod, test).
 */
final class SeedConnections {

    private static final int PER_TENANT = 20;
    private static final int BATCH = 5_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Connection database;
    private final boolean postgres;

    private SeedConnections(Connection database, boolean postgres) {
        this.database = database;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) throws SQLException {
        boolean postgres = arguments[0].startsWith("jdbc:postgresql:");
        try (Connection database = DriverManager.getConnection(arguments[0], arguments[1], "")) {
            database.setAutoCommit(false);
            SeedConnections seed = new SeedConnections(database, postgres);
            int namespaces = Integer.parseInt(arguments[2]);
            seed.namespaces(namespaces);
            seed.connections(namespaces, Integer.parseInt(arguments[3]));
            database.commit();
        }
        if (postgres) {
            try (Connection database = DriverManager.getConnection(arguments[0], arguments[1], "");
                    Statement statement = database.createStatement()) {
                statement.execute("vacuum analyze");
            }
        }
    }

    private static String tenant(int namespace) {
        return "root.t" + namespace / PER_TENANT;
    }

    private static String path(int namespace) {
        int within = namespace % PER_TENANT;
        return within == 0 ? tenant(namespace) : tenant(namespace) + ".p" + within;
    }

    private void namespaces(int count) throws SQLException {
        String json = postgres ? "?::jsonb" : "?";
        try (PreparedStatement insert = database.prepareStatement(
                "insert into namespaces (path, depth, parent_path, state, labels, annotations, created_at, updated_at)"
                        + " values (?,?,?,'active'," + json + "," + json + ",?,?)")) {
            for (int i = 0; i < count; i++) {
                boolean top = i % PER_TENANT == 0;
                insert.setString(1, path(i));
                insert.setInt(2, top ? 1 : 2);
                insert.setString(3, top ? "root" : tenant(i));
                insert.setString(4, "{}");
                insert.setString(5, "{}");
                time(insert, 6, i);
                time(insert, 7, i);
                insert.addBatch();
                flush(insert, i);
            }
            insert.executeBatch();
        }
    }

    private void connections(int namespaces, int count) throws SQLException {
        String[] connector = first("select id, version from connector_versions");
        String[] actor = first("select id, namespace from actors");
        String json = postgres ? "?::jsonb" : "?";
        try (PreparedStatement insert = database.prepareStatement(
                "insert into connections (id, namespace, actor_id, connector_id, connector_version, state, health,"
                        + " effective_labels, labels, annotations, created_at, updated_at)"
                        + " values (?,?,?,?,?,'ready','unknown'," + json + "," + json + "," + json + ",?,?)")) {
            for (int i = 0; i < count; i++) {
                // Neighbours in time belong to different tenants.
                int namespace = (int) ((i * 7_919L) % namespaces);
                insert.setString(1, String.format("cxn_%026d", i));
                insert.setString(2, path(namespace));
                insert.setString(3, actor[0]);
                insert.setString(4, connector[0]);
                insert.setInt(5, Integer.parseInt(connector[1]));
                insert.setString(6, labels(i, namespace));
                insert.setString(7, "{}");
                insert.setString(8, "{}");
                time(insert, 9, i);
                time(insert, 10, i);
                insert.addBatch();
                flush(insert, i);
            }
            insert.executeBatch();
        }
    }

    private static String labels(int connection, int namespace) {
        String tier = connection % 100 == 0 ? "gold" : connection % 3 == 0 ? "silver" : "bronze";
        return "{\"authproxy.io/connector-version\":\"1\",\"env\":\"" + (connection % 2 == 0 ? "prod" : "test")
                + "\",\"tenant\":\"t" + namespace / PER_TENANT + "\",\"tier\":\"" + tier + "\",\"type\":\"bench\"}";
    }

    private void time(PreparedStatement insert, int index, int row) throws SQLException {
        Instant at = START.plusMillis(row);
        if (postgres) {
            insert.setTimestamp(index, Timestamp.from(at));
        } else {
            insert.setLong(index, at.toEpochMilli());
        }
    }

    private static void flush(PreparedStatement insert, int row) throws SQLException {
        if (row % BATCH == BATCH - 1) {
            insert.executeBatch();
        }
    }

    private String[] first(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new String[] {row.getString(1), row.getString(2)};
        }
    }
}
