import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.StandardBlocks;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.settings.Environment;
import net.authproxy.core.shared.settings.LoadRequest;
import net.authproxy.core.shared.settings.Settings;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two helpers of bench/refresh.sh.
 *
 * <p>{@code seed <configuration> <JDBC URL> <connections> <seconds to expiry> <spread in seconds>}: fills the database
 * that the product has made with ready connections, evenly over the connectors, each with sealed tokens that are due.
 *
 * <p>{@code provider <first port> <count> <delay in ms> <seconds>}: token endpoints that rotate refresh tokens, each on
 * its own port; prints what they saw when asked on {@code /stop}.
 */
final class RefreshBench {

    private RefreshBench() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Exception e) {
            e.printStackTrace();
            // Threads of a half-started platform would keep the process.
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "seed" ->
                seed(
                        Path.of(arguments[1]),
                        arguments[2],
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]));
            case "provider" ->
                new Provider(Integer.parseInt(arguments[3]))
                        .listen(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    // ---- seed

    private static void seed(Path configuration, String url, int count, int seconds, int spread) throws Exception {
        try (ConfigurableApplicationContext platform = platform(configuration);
                Connection database = DriverManager.getConnection(url, "postgres", "")) {
            database.setAutoCommit(false);
            FieldCipher cipher = platform.getBean(FieldCipher.class);
            new Seed(database, cipher, Instant.now(), seconds, spread).run(count);
            database.commit();
            database.setAutoCommit(true);
            try (Statement statement = database.createStatement()) {
                statement.execute("vacuum analyze");
            }
        }
    }

    /** The product's own beans, keys loaded, nothing listening. */
    private static ConfigurableApplicationContext platform(Path configuration) throws Exception {
        Settings settings = Settings.load(
                new LoadRequest(configuration, Environment.of(System.getenv()), Path.of(""), StandardBlocks.all()));
        ConfigurableApplicationContext platform = new SpringApplicationBuilder(
                        Class.forName("net.authproxy.server.PlatformApplication"))
                .bannerMode(Banner.Mode.OFF)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("settings", settings))
                .run();
        Object sequence = platform.getBean(Class.forName("net.authproxy.server.StartSequence"));
        var run = sequence.getClass().getDeclaredMethod("run");
        run.setAccessible(true);
        run.invoke(sequence);
        return platform;
    }

    private record Seed(Connection database, FieldCipher cipher, Instant now, int seconds, int spread) {

        private static final JsonMapper JSON = new JsonMapper();
        private static final int BATCH = 2_000;

        void run(int count) throws SQLException {
            List<String[]> connectors = rows("select id, version from connector_versions order by id");
            String actor = rows("select id, namespace from actors").getFirst()[0];
            try (PreparedStatement connection = database.prepareStatement(
                            "insert into connections (id, namespace, actor_id, connector_id, connector_version, state,"
                                    + " health, effective_labels, labels, annotations, created_at, updated_at)"
                                    + " values (?,'root',?,?,?,'ready','unknown','{}','{}','{}',?,?)");
                    PreparedStatement token = database.prepareStatement(
                            "insert into oauth2_tokens (id, connection_id, token_version, encrypted_access_token,"
                                    + " encrypted_refresh_token, access_token_expires_at, refresh_due_at, rotates,"
                                    + " refresh_failures, created_at, encrypted_at)"
                                    + " values (?,?,1,?::jsonb,?::jsonb,?,?,true,0,?,?)")) {
                for (int i = 0; i < count; i++) {
                    String[] connector = connectors.get(i % connectors.size());
                    connection(connection, i, actor, connector);
                    token(token, i);
                    if (i % BATCH == BATCH - 1 || i == count - 1) {
                        connection.executeBatch();
                        token.executeBatch();
                    }
                }
            }
        }

        private void connection(PreparedStatement insert, int i, String actor, String[] connector)
                throws SQLException {
            insert.setString(1, id("cxn", i));
            insert.setString(2, actor);
            insert.setString(3, connector[0]);
            insert.setInt(4, Integer.parseInt(connector[1]));
            insert.setTimestamp(5, Timestamp.from(now));
            insert.setTimestamp(6, Timestamp.from(now));
            insert.addBatch();
        }

        private void token(PreparedStatement insert, int i) throws SQLException {
            String id = id("tok", i);
            insert.setString(1, id);
            insert.setString(2, id("cxn", i));
            insert.setString(3, sealed(Purpose.OAUTH2_ACCESS_TOKEN, id, "at-" + i + "-1"));
            insert.setString(4, sealed(Purpose.OAUTH2_REFRESH_TOKEN, id, "rt-" + i + "-1"));
            insert.setTimestamp(5, Timestamp.from(now.plusSeconds(seconds).plusMillis(i % (1_000L * spread + 1))));
            insert.setTimestamp(6, Timestamp.from(now));
            insert.setTimestamp(7, Timestamp.from(now));
            insert.setTimestamp(8, Timestamp.from(now));
            insert.addBatch();
        }

        private String sealed(Purpose purpose, String id, String text) {
            EncryptedField field =
                    cipher.seal(purpose, NamespacePath.ROOT, id, text.getBytes(StandardCharsets.UTF_8));
            return JSON.writeValueAsString(field);
        }

        private static String id(String prefix, int number) {
            return String.format(Locale.ROOT, "%s_%026d", prefix, number);
        }

        private List<String[]> rows(String query) throws SQLException {
            List<String[]> rows = new ArrayList<>();
            try (Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.add(new String[] {row.getString(1), row.getString(2)});
                }
            }
            return rows;
        }
    }

    // ---- provider

    private static final class Provider {

        private final int delay;
        private final Map<Integer, AtomicInteger> running = new ConcurrentHashMap<>();
        private final Map<Integer, AtomicInteger> most = new ConcurrentHashMap<>();
        private final Map<Long, AtomicInteger> perSecond = new ConcurrentHashMap<>();
        private final Set<String> used = ConcurrentHashMap.newKeySet();
        private final AtomicInteger reused = new AtomicInteger();
        private final AtomicLong calls = new AtomicLong();

        Provider(int delay) {
            this.delay = delay;
        }

        void listen(int first, int count) throws IOException {
            for (int port = first; port < first + count; port++) {
                int own = port;
                HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1_024);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                server.createContext("/token", exchange -> token(own, exchange));
                server.createContext("/report", this::report);
                server.start();
            }
        }

        private void token(int port, HttpExchange exchange) throws IOException {
            int now = running.computeIfAbsent(port, p -> new AtomicInteger()).incrementAndGet();
            most.computeIfAbsent(port, p -> new AtomicInteger()).accumulateAndGet(now, Math::max);
            try {
                String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String refresh = field(form, "refresh_token");
                if (!used.add(refresh)) {
                    reused.incrementAndGet();
                }
                long call = calls.incrementAndGet();
                perSecond
                        .computeIfAbsent(System.currentTimeMillis() / 1_000, s -> new AtomicInteger())
                        .incrementAndGet();
                Thread.sleep(delay);
                String next = refresh.substring(0, refresh.lastIndexOf('-') + 1)
                        + (Integer.parseInt(refresh.substring(refresh.lastIndexOf('-') + 1)) + 1);
                answer(exchange, "{\"access_token\":\"at-" + call + "\",\"refresh_token\":\"" + next
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":86400}");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                running.get(port).decrementAndGet();
            }
        }

        private static String field(String form, String name) {
            for (String pair : form.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "none-0";
        }

        /** Calls, the longest and fullest seconds, the most calls at a time at one endpoint, refresh tokens seen twice. */
        private void report(HttpExchange exchange) throws IOException {
            int[] rates = perSecond.values().stream().mapToInt(AtomicInteger::get).sorted().toArray();
            int fullest = rates.length == 0 ? 0 : rates[rates.length - 1];
            int median = rates.length == 0 ? 0 : rates[rates.length / 2];
            int together = most.values().stream().mapToInt(AtomicInteger::get).max().orElse(0);
            answer(exchange, calls + " " + median + " " + fullest + " " + together + " " + reused + "\n");
        }

        private static void answer(HttpExchange exchange, String text) throws IOException {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }
}
