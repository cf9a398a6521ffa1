package net.authproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.authproxy.core.StandardBlocks;
import net.authproxy.core.shared.settings.Environment;
import net.authproxy.core.shared.settings.LoadRequest;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.demo.DemoApi;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.PostgresExtension;
import net.authproxy.testsupport.RedisExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The product for a test class: a configuration as a newcomer has it, the actor {@code admin} with its key in the key
 * directory, the host application's key, the demo third party and its connectors. Ports are free ones.
 */
final class RunningServer implements BeforeAllCallback, AfterAllCallback {

    static final String ADMIN = "admin";
    static final String KEY = "the-api-key-that-must-not-leak-7c1e";

    final KeyPair adminKeys = KeyFiles.ed25519();
    final SigningKey adminKey = KeyFiles.signingKey(adminKeys);
    final SigningKey hostKey;
    final RedisExtension redis = new RedisExtension();
    final PostgresExtension postgres = new PostgresExtension();

    private final DatabaseProvider provider;
    private final KeyPair hostKeys = KeyFiles.ed25519();
    private Set<Service> services = EnumSet.allOf(Service.class);
    private String actors =
            "{keys_path: keys/actors, permissions: [{namespace: root.**, resources: ['*'], verbs: ['*']}]}";
    private UnaryOperator<String> change = UnaryOperator.identity();
    private final Map<String, KeyPair> keyFiles = new LinkedHashMap<>();
    private Consumer<Path> moreConnectors = folder -> {};
    private boolean embeddedRedis;
    private boolean stopped;
    private @Nullable Path directory;
    private @Nullable DemoApi demo;
    private @Nullable OAuth2Provider oauth2;
    private @Nullable ServerProcess process;
    private @Nullable CapturedLog log;

    private RunningServer(DatabaseProvider provider) {
        this.provider = provider;
        this.hostKey = KeyFiles.signingKey(hostKeys);
    }

    /** With the Redis of the tests. */
    static RunningServer on(DatabaseProvider provider) {
        return new RunningServer(provider);
    }

    /** With the Redis in the product's own care, as without any configuration. */
    RunningServer withEmbeddedRedis() {
        embeddedRedis = true;
        return this;
    }

    /** Prepares everything, but starts no process: the tests do. */
    RunningServer stopped() {
        stopped = true;
        return this;
    }

    RunningServer running(Service first, Service... more) {
        services = EnumSet.of(first, more);
        return this;
    }

    /** Puts the public half of a key into the folder {@code keys}. */
    RunningServer withKeyFile(String name, KeyPair pair) {
        keyFiles.put(name, pair);
        return this;
    }

    /** Changes the configuration file's text before every start. */
    RunningServer configured(UnaryOperator<String> other) {
        change = other;
        return this;
    }

    /** Writes connectors of the test's own into their folder. */
    RunningServer withConnectors(Consumer<Path> writer) {
        moreConnectors = writer;
        return this;
    }

    /** Replaces the value of {@code system_auth.actors}. */
    RunningServer withActors(String yaml) {
        actors = yaml;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Assumptions.assumeTrue(provider.isWanted(), "skipped: the tests are narrowed to another database");
        redis.beforeAll(context);
        if (provider == DatabaseProvider.POSTGRES) {
            postgres.beforeAll(context);
        }
        log = new CapturedLog();
        directory = Files.createTempDirectory("authproxy-e2e");
        demo = DemoApi.start(0, KEY);
        oauth2 = OAuth2Provider.start(0);
        KeyFiles.writeOpenSsh(directory().resolve("keys/actors/admin.pub"), adminKeys, "newcomer@laptop");
        KeyFiles.writePem(directory().resolve("keys/host.pub"), hostKeys);
        keyFiles.forEach(
                (name, pair) -> KeyFiles.writePem(directory().resolve("keys").resolve(name), pair));
        Files.write(directory().resolve("keys/global.key"), SecureRandom.getSeed(32));
        copyConnectors();
        if (!stopped) {
            process = startProcess(services);
        }
    }

    private void copyConnectors() throws IOException {
        Path source = Path.of(System.getProperty("authproxy.root", "..")).resolve("authproxy-demo/connectors");
        Path target = Files.createDirectories(directory().resolve("connectors"));
        try (var files = Files.list(source)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file)
                        .replace("@DEMO_PORT@", Integer.toString(demo().port()))
                        .replace("@OAUTH2_PORT@", Integer.toString(oauth2().port()));
                Files.writeString(target.resolve(file.getFileName().toString()), text);
            }
        }
        moreConnectors.accept(target);
    }

    /** Starts one more process on the same database and Redis. */
    ServerProcess startProcess(Set<Service> wanted) {
        return ServerProcess.start(settings(change.apply(configuration())), wanted);
    }

    Settings settings(String yaml) {
        Path file = KeyFiles.write(directory().resolve("authproxy.yaml"), yaml);
        return Settings.load(new LoadRequest(file, Environment.of(Map.of()), directory(), StandardBlocks.all()));
    }

    /** The configuration file's text; its paths are relative to {@link #directory}. */
    String configuration() {
        return """
            data_dir: .
            public: {port: 0, bind_address: 127.0.0.1, base_url: 'http://localhost:8080'}
            api: {port: 0, bind_address: 127.0.0.1}
            admin_api: {port: 0, bind_address: 127.0.0.1, base_url: 'http://localhost:8082'}
            worker: {health_check_port: 0, bind_address: 127.0.0.1}
            host_application: {initiate_session_url: 'http://127.0.0.1:8888/login'}
            system_auth:
              global_aes_key: {path: keys/global.key}
              jwt_signing_key: {public_key: {path: keys/host.pub}}
              actors: %s
            database: %s
            redis: %s
            logging: {type: json}
            http_logging: {flush_interval: 50ms}
            outbound: {allow_plain_http: true, allowed_cidrs: [127.0.0.0/8]}
            connectors: {load_from_dir: connectors}
            """.replace(": keys/", ": " + directory() + "/keys/")
                .replace(
                        "load_from_dir: connectors",
                        "load_from_dir: " + directory().resolve("connectors"))
                .formatted(actors.replace(" keys/", " " + directory() + "/keys/"), database(), redisBlock());
    }

    /** The same configuration with a database in which nothing was ever made. */
    String emptyDatabase(String yaml) {
        if (provider == DatabaseProvider.SQLITE) {
            return yaml.replace("authproxy.db", "empty.db");
        }
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists untouched");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return yaml.replace("database: '", "params: {currentSchema: untouched}, database: '");
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private String database() {
        if (provider == DatabaseProvider.SQLITE) {
            return "{provider: sqlite, path: '" + directory().resolve("authproxy.db") + "', auto_migrate: true}";
        }
        URI jdbc = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
        return "{provider: postgres, host: '%s', port: %d, database: '%s', user: '%s', password: '%s', auto_migrate: true}"
                .formatted(
                        jdbc.getHost(),
                        jdbc.getPort(),
                        jdbc.getPath().substring(1),
                        postgres.username(),
                        postgres.password());
    }

    /** The database, beside the server. */
    Connection openDatabase() {
        try {
            return provider == DatabaseProvider.SQLITE
                    ? DriverManager.getConnection(
                            "jdbc:sqlite:" + directory().resolve("authproxy.db") + "?busy_timeout=5000")
                    : postgres.dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String redisBlock() {
        return embeddedRedis
                ? "{provider: embedded}"
                : "{provider: redis, address: '" + redis.host() + ":" + redis.port() + "', password: '"
                        + redis.password() + "'}";
    }

    /** The service as the actor {@code admin}, with a fresh token for each call. */
    Caller admin(Service service) {
        return admin(process(), service);
    }

    Caller admin(ServerProcess of, Service service) {
        return caller(of.port(service), () -> adminToken(service).sign(adminKey));
    }

    /** The claims of the token the actor {@code admin} uses. */
    Tokens adminToken(Service service) {
        return Tokens.of(ADMIN).with("aud", service.id()).with("actor_signed", true);
    }

    /** The service as some actor, by tokens of the host application. */
    Caller as(Service service, String namespace, String externalId) {
        return caller(
                process().port(service),
                () -> hostToken(service, namespace, externalId).sign(hostKey));
    }

    Tokens hostToken(Service service, String namespace, String externalId) {
        return Tokens.of(externalId).with("aud", service.id()).with("namespace", namespace);
    }

    static Caller caller(int port, Supplier<String> token) {
        return new Caller(port, token);
    }

    Path directory() {
        return Objects.requireNonNull(directory);
    }

    DemoApi demo() {
        return Objects.requireNonNull(demo);
    }

    /** The provider of the connectors {@code demo-oauth2} and {@code demo-oauth2-machine}. */
    OAuth2Provider oauth2() {
        return Objects.requireNonNull(oauth2);
    }

    DatabaseProvider provider() {
        return provider;
    }

    /** What this server has logged up to now. */
    String log() {
        return Objects.requireNonNull(log).text();
    }

    ServerProcess process() {
        return Objects.requireNonNull(process);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (process != null) {
            process.close();
        }
        if (log != null) {
            log.close();
        }
        if (demo != null) {
            demo.close();
        }
        if (oauth2 != null) {
            oauth2.close();
        }
        if (provider == DatabaseProvider.POSTGRES) {
            postgres.afterAll(context);
        }
        if (directory != null) {
            deleteTree(directory);
        }
    }

    static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
