package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.ProviderSettings;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.DemoConsent;
import net.authproxy.testsupport.MortalPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The product as several processes on PostgreSQL and Redis, each with a data directory of its own as if on a machine of its
 * own, beside a demo provider that rotates refresh tokens and ends a grant whose old one comes again.
 */
final class ProcessStage implements BeforeAllCallback, AfterAllCallback {

    static final Duration SOON = Duration.ofSeconds(30);

    /** The provider has this long to answer a refresh; whoever is gone is taken over from 10 s after the last look. */
    static final String TIMEOUT = "5s";

    private static final String CONNECTOR = """
        labels: {type: rotating}
        display_name: Rotating
        logo: https://demo.example/logo.png
        auth:
          type: OAuth2
          client_id: demo-app
          client_secret: demo-app-not-a-secret-8d1f
          scopes:
            - {id: openid, reason: Identify the account}
            - {id: calendars.read, reason: Read}
          authorization: {endpoint: "http://127.0.0.1:@PORT@/authorize"}
          token: {endpoint: "http://demo.localhost:@PORT@/token", refresh_timeout: @TIMEOUT@}
          revocation: {endpoint: "http://demo.localhost:@PORT@/revoke"}
          identity: {from: id_token, id: data.sub}
        proxy: {base_url: "http://demo.localhost:@PORT@/api", allowed_hosts: ["demo.localhost:@PORT@"]}
        """;

    final RunningServer server;
    private final List<ServerInstance> processes = new CopyOnWriteArrayList<>();
    private UnaryOperator<String> change = UnaryOperator.identity();
    private Consumer<Path> moreConnectors = directory -> {};
    private @Nullable MortalPostgres database;
    private OAuth2Provider provider;

    ProcessStage() {
        server = RunningServer.on(DatabaseProvider.POSTGRES).stopped().withConnectors(this::writeConnectors);
    }

    /** With connectors of the test's own. */
    ProcessStage withConnectors(Consumer<Path> writer) {
        moreConnectors = writer;
        return this;
    }

    /** On a database that can be killed. */
    ProcessStage on(MortalPostgres own) {
        database = own;
        return configured(yaml -> yaml.replaceFirst(
                "(?m)^database: .*$",
                "database: {provider: postgres, host: 127.0.0.1, port: %d, database: %s, user: %s, password: %s, auto_migrate: true}"
                        .formatted(own.port(), own.name(), own.name(), own.name())));
    }

    /** Changes the text of every configuration file. */
    ProcessStage configured(UnaryOperator<String> other) {
        change = other;
        return this;
    }

    private void writeConnectors(Path directory) {
        provider = OAuth2Provider.start(ProviderSettings.demo());
        moreConnectors.accept(directory);
        String text =
                CONNECTOR.replace("@PORT@", Integer.toString(provider.port())).replace("@TIMEOUT@", TIMEOUT);
        try {
            Files.writeString(directory.resolve("rotating.yaml"), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (database != null) {
            database.beforeAll(context);
        }
        server.beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        processes.forEach(ServerInstance::kill);
        server.afterAll(context);
        if (database != null) {
            database.afterAll(context);
        }
        if (provider != null) {
            provider.close();
        }
    }

    OAuth2Provider provider() {
        return provider;
    }

    /** Starts a process on the data directory of that name and waits until it listens. */
    ServerInstance start(String name, Service... services) {
        return start(name, UnaryOperator.identity(), services);
    }

    /** The same with a configuration of its own. */
    ServerInstance start(String name, UnaryOperator<String> own, Service... services) {
        String yaml = own.apply(change.apply(server.configuration()))
                .replace("data_dir: .", "data_dir: " + dataDirectory(name));
        Path file = KeyFiles.write(server.directory().resolve(name + ".yaml"), yaml);
        ServerInstance started = ServerInstance.start(file, services);
        processes.add(started);
        return started;
    }

    Path dataDirectory(String name) {
        return server.directory().resolve("data-" + name);
    }

    /** How many answers lie in that process's spool. */
    long spooled(String name) {
        Path spool = dataDirectory(name).resolve("spool/oauth2");
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        try (var files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Caller caller(ServerInstance process, Service service) {
        return RunningServer.caller(
                process.port(service), () -> server.adminToken(service).sign(server.adminKey));
    }

    Answer call(ServerInstance process, String id) {
        return call(process, Service.API, id);
    }

    Answer call(ServerInstance process, Service service, String id) {
        return caller(process, service).get("/connections/" + id + "/_proxy_raw/me");
    }

    /** A ready connection, made by way of these two services. */
    String connect(ServerInstance api, ServerInstance pages) {
        Answer begun = caller(api, Service.API)
                .post(
                        "/connections/_initiate",
                        Map.of("connector_id", connector(api), "return_to_url", OAuth2Stage.RETURN_TO))
                .expect(200);
        UserBrowser browser = new UserBrowser(pages.port(Service.PUBLIC));
        UserBrowser.Page sent = browser.open(begun.text("redirect_url"));
        assertThat(sent.status()).as(sent.body()).isEqualTo(302);
        UserBrowser.Page back = browser.open(DemoConsent.allow().callback(sent.location()));
        assertThat(back.location()).as(back.body()).isEqualTo(OAuth2Stage.RETURN_TO);
        return begun.text("id");
    }

    /** The id of the connector to the demo provider. */
    String connector(ServerInstance api) {
        return caller(api, Service.API)
                .get("/connectors?label_selector=type%3Drotating")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString("");
    }

    JsonNode read(ServerInstance api, String id) {
        return caller(api, Service.API).get("/connections/" + id).expect(200).json();
    }

    /** The database, beside the processes. */
    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    private DataSource dataSource() {
        return database == null ? server.postgres.dataSource() : database.dataSource();
    }

    /** The version of the connection's present tokens. */
    int version(String id) {
        return jdbc().sql("select token_version from oauth2_tokens where connection_id = :id and deleted_at is null")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    void execute(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
