package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.StandardBlocks;
import net.authproxy.core.authentication.ActorSourceSettings;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.proxy.ProxySettings;
import net.authproxy.core.requestlog.BlobStorageSettings;
import net.authproxy.core.requestlog.HttpLoggingSettings;
import net.authproxy.core.requestlog.RequestLogDatabase;
import net.authproxy.core.shared.redis.RedisSettings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.HostApplicationSettings;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.WorkerSettings;
import net.authproxy.core.shared.storage.DatabaseSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTests {

    static final String PRODUCTION = """
            public: {port: 8080, health_check_port: 8090, domain: connect.example.com, https: true, base_url: "https://connect.example.com", tls: {cert: {path: /tls/cert.pem}, key: {path: /tls/key.pem}}, static: {mount_at: /}}
            api: {port: 8081, health_check_port: 8091}
            admin_api: {port: 8082, health_check_port: 8092, domain: admin.example.com, https: true, tls: {cert: {path: /tls/cert.pem}, key: {path: /tls/key.pem}}, static: {mount_at: /},
              ui: {enabled: true, base_url: "https://admin.example.com:8082", initiate_session_url: "https://app.example.com/authproxy/admin-login"}}
            worker: {health_check_port: 8083, concurrency: 32}
            host_application: {initiate_session_url: "https://app.example.com/authproxy/login", allowed_return_urls: ["https://app.example.com"]}
            system_auth:
              global_aes_key: {aws_secret_id: authproxy/global, aws_secret_key: key, aws_region: eu-central-1, previous: [{env_var_base64: AUTHPROXY_OLD_KEY}]}
              jwt_signing_key: {public_key: {path: /keys/host-app.pub}}
              actors: [{external_id: host-backend, key: {public_key: {path: /keys/backend.pub}}, permissions: [{namespace: root.**, resources: [connections, connectors, actors, namespaces], verbs: ["*"]}]}]
            database: {provider: postgres, auto_migrate: true, host: db, port: 5432, user: authproxy, password: {env_var: PG_PASSWORD}, database: authproxy, sslmode: verify-full}
            redis: {provider: redis, address: "redis:6379", password: {env_var: REDIS_PASSWORD}}
            http_logging:
              full_request_recording: on_error
              database: {provider: clickhouse, auto_migrate: true, addresses: ["clickhouse:9000"], database: authproxy, user: clickhouse, password: {env_var: CH_PASSWORD}}
              blob_storage: {provider: s3, endpoint: "https://s3.eu-central-1.amazonaws.com", region: eu-central-1, bucket: authproxy-request-logs, credentials: {type: implicit}}
            connectors: {load_from_dir: /etc/authproxy/connectors}
            """;

    @TempDir
    Path directory;

    SettingsFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new SettingsFixture(directory);
    }

    private SettingsFixture production() {
        return fixture.with("AUTHPROXY_OLD_KEY", "AAAA")
                .with("PG_PASSWORD", "p1")
                .with("REDIS_PASSWORD", "r1")
                .with("CH_PASSWORD", "c1");
    }

    @Test
    void embeddedDefaultStartsWithoutAnyFile() {
        Settings settings = fixture.load((Path) null);

        assertThat(settings.source()).isEqualTo("embedded default");
        assertThat(settings.dataDir()).isEqualTo(directory.resolve("data"));
        assertThat(settings.devMode()).isTrue();
        assertThat(settings.get(DatabaseSettings.class))
                .isInstanceOfSatisfying(
                        DatabaseSettings.Sqlite.class,
                        sqlite -> assertThat(sqlite.path()).isEqualTo(directory.resolve("data/authproxy.db")));
        assertThat(settings.get(RedisSettings.class)).isInstanceOf(RedisSettings.Embedded.class);
        assertThat(settings.get(AdminApiSettings.class).ui().enabled()).isTrue();
        assertThat(settings.get(SystemAuthSettings.class).actors())
                .isInstanceOf(ActorSourceSettings.KeyDirectory.class);
    }

    @Test
    void embeddedDefaultSaysWhatTheContractSays() throws Exception {
        String contract = """
                data_dir: ./data
                public: {port: 8080, bind_address: 127.0.0.1, static: {mount_at: /}}
                api: {port: 8081, bind_address: 127.0.0.1}
                admin_api: {port: 8082, bind_address: 127.0.0.1, static: {mount_at: /}, ui: {enabled: true, base_url: "http://localhost:8082", initiate_session_url: "http://127.0.0.1:8888/login-redirect"}}
                worker: {health_check_port: 8083, bind_address: 127.0.0.1}
                host_application: {initiate_session_url: "http://127.0.0.1:8888/login-redirect"}
                system_auth:
                  global_aes_key: {path: ./data/keys/global.key}
                  actors: {keys_path: ./data/keys/actors, permissions: [{namespace: root.**, resources: ["*"], verbs: ["*"]}]}
                database: {provider: sqlite, path: ./data/authproxy.db, auto_migrate: true}
                redis: {provider: embedded}
                http_logging: {database: {provider: sqlite, path: ./data/request-log.db}, blob_storage: {provider: filesystem, path: ./data/blobs}}
                connectors: {load_from_dir: ./data/connectors}
                """;
        byte[] embedded;
        try (var stream = Settings.class.getResourceAsStream("/net/authproxy/core/embedded-default.yaml")) {
            embedded = stream.readAllBytes();
        }

        assertThat(YamlReader.read("embedded", embedded).value())
                .isEqualTo(YamlReader.read("contract", contract).value());
    }

    @Test
    void productionExampleLoads() throws Exception {
        Settings settings = production().load(PRODUCTION);

        assertThat(settings.devMode()).isFalse();
        DatabaseSettings.Postgres postgres = (DatabaseSettings.Postgres) settings.get(DatabaseSettings.class);
        assertThat(postgres.sslmode()).isEqualTo(DatabaseSettings.SslMode.VERIFY_FULL);
        assertThat(settings.values().text(postgres.password()).expose()).isEqualTo("p1");
        assertThat(settings.get(SystemAuthSettings.class).globalAesKey().current())
                .isInstanceOf(KeyData.Aws.class);
        assertThat(settings.get(SystemAuthSettings.class).globalAesKey().previous())
                .containsExactly(new KeyData.EnvVarBase64("AUTHPROXY_OLD_KEY"));
        assertThat(settings.get(HttpLoggingSettings.class).database())
                .isInstanceOf(RequestLogDatabase.ClickHouse.class);
        assertThat(settings.get(WorkerSettings.class).concurrency()).isEqualTo(32);
        assertThat(settings.get(PublicSettings.class).secureCookies()).isTrue();
    }

    @Test
    void keysFromServicesThatAreNotSupportedYetSaySo() throws Exception {
        Settings settings = production().load(PRODUCTION);
        KeyData key = settings.get(SystemAuthSettings.class).globalAesKey().current();

        SettingsException refused = catchThrowableOfType(
                SettingsException.class, () -> settings.values().aesKey(key));

        assertThat(refused).hasMessageContaining("keys from aws are not supported yet by this version");
    }

    @Test
    void blocksThatAreAbsentTakeTheDefaultsOfTheContract() throws Exception {
        Settings settings = fixture.loadSafeWith(Map.of());

        OAuthSettings oauth = settings.get(OAuthSettings.class);
        assertThat(oauth.initiateToRedirectTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(oauth.refreshTokensCronSchedule()).isEqualTo(new Cron("*/10 * * * *"));
        HttpLoggingSettings log = settings.get(HttpLoggingSettings.class);
        assertThat(log.maxResponseSize()).isEqualTo(256_000);
        assertThat(log.spillDir()).isEqualTo(directory.resolve("data/spill"));
        assertThat(log.blobStorage()).isEqualTo(new BlobStorageSettings.FileSystem(directory.resolve("data/blobs")));
        assertThat(log.spillMaxBytes()).isEqualTo(1L << 30);
        ProxySettings proxy = settings.get(ProxySettings.class);
        assertThat(proxy.timeouts().total()).isZero();
        assertThat(proxy.bufferBudget()).isBetween(1L, Runtime.getRuntime().maxMemory() / 4);
        assertThat(settings.get(SystemAuthSettings.class).jwtMaxLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.find(HostApplicationSettings.class)).isEmpty();
        assertThat(settings.get(PublicSettings.class).staticFiles()).isNull();
    }

    @Test
    void listsEveryFindingWithFileLineAndPath() {
        String yaml = """
                public:
                  port: "eighty"
                  prot: 8080
                  session_timeout: 1x
                database: {provider: mysql}
                redis: {address: nohostport}
                system_auth:
                  global_aes_key: {path: a, base64: QUJD}
                  actors:
                    - external_id: x
                      key: {}
                      permissions: [{namespace: root, resources: [cats], verbs: []}]
                unheard_of: {}
                """;

        SettingsException refused = catchThrowableOfType(SettingsException.class, () -> fixture.load(yaml));

        String file = directory.resolve("authproxy.yaml").toString();
        assertThat(refused.getMessage().lines())
                .allSatisfy(line -> assertThat(line).startsWith(file + ":"));
        assertThat(refused.findings())
                .extracting(f -> f.line() + " " + f.path())
                .contains(
                        "2 public.port",
                        "3 public.prot",
                        "4 public.session_timeout",
                        "5 database.provider",
                        "6 redis.address",
                        "8 system_auth.global_aes_key",
                        "11 system_auth.actors[0].key",
                        "12 system_auth.actors[0].permissions[0].resources[0]",
                        "12 system_auth.actors[0].permissions[0].verbs",
                        "13 unheard_of");
    }

    @Test
    void findingsNeverRepeatTheValue() {
        String yaml = """
                database: {provider: hunter2-a}
                redis: {provider: redis, address: "hunter2-b", protocol: hunter2-c}
                system_auth: {global_aes_key: {base64: "hunter2-d!"}, jwt_max_lifetime: hunter2-e}
                public: hunter2-f
                """;

        SettingsException refused = catchThrowableOfType(SettingsException.class, () -> fixture.load(yaml));

        assertThat(refused.findings()).hasSize(5);
        assertThat(refused).hasMessageNotContaining("hunter2");
    }

    @Test
    void urlsOfTheUisFollowTheServicesUnlessSet() throws Exception {
        Settings settings = fixture.loadSafeWith(
                Map.of(
                        "admin_api",
                        "{base_url: 'https://admin.example.com', ui: {enabled: true, initiate_session_url: 'https://a.example'}}"));
        AdminApiSettings admin = settings.get(AdminApiSettings.class);

        assertThat(settings.get(MarketplaceSettings.class).baseUrl(settings.get(PublicSettings.class)))
                .hasToString("https://connect.example.com");
        assertThat(admin.uiBaseUrl(settings.values())).hasToString("https://admin.example.com");
        assertThat(production().load(PRODUCTION).get(AdminApiSettings.class).uiBaseUrl(settings.values()))
                .hasToString("https://admin.example.com:8082");
        assertThat(
                        fixture.refusals(
                                Map.of(
                                        "admin_api",
                                        "{base_url: 'https://x.example', ui: {enabled: true, base_url: nonsense, initiate_session_url: 'https://a.example'}}")))
                .containsExactly(
                        "admin_api.ui.base_url: must be an absolute http or https URL without user, query and fragment");
    }

    @Test
    void requiredBlocksAreNamedWhenMissing() {
        SettingsException refused = catchThrowableOfType(SettingsException.class, () -> fixture.load("public: {}\n"));

        assertThat(refused.findings()).extracting(Finding::path).contains("system_auth", "database", "redis");
    }

    @Test
    void anyScalarKeyIsOverriddenByTheEnvironment() throws Exception {
        Settings settings = fixture.with("AUTHPROXY__PUBLIC__PORT", "9090")
                .with("AUTHPROXY__HTTP_LOGGING__BLOB_STORAGE__BUCKET", "123")
                .with("AUTHPROXY__HTTP_LOGGING__RETENTION", "2d")
                .with("AUTHPROXY__DATA_DIR", "elsewhere")
                .loadSafeWith(Map.of());

        assertThat(settings.get(PublicSettings.class).port()).isEqualTo(9090);
        assertThat(settings.get(PublicSettings.class).baseUrl()).hasToString("https://connect.example.com");
        assertThat(settings.get(HttpLoggingSettings.class).blobStorage())
                .isInstanceOfSatisfying(
                        BlobStorageSettings.S3.class,
                        s3 -> assertThat(s3.bucket()).isEqualTo("123"));
        assertThat(settings.get(HttpLoggingSettings.class).retention()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.dataDir()).isEqualTo(directory.resolve("elsewhere"));
    }

    @Test
    void overridesAreFoundByTheirNameWhenWrong() {
        SettingsException refused = catchThrowableOfType(
                SettingsException.class,
                () -> fixture.with("AUTHPROXY__API__PROT", "1")
                        .with("AUTHPROXY__API__PORT", "x")
                        .loadSafeWith(Map.of()));

        assertThat(refused.findings())
                .extracting(Finding::toString)
                .anySatisfy(
                        line -> assertThat(line).startsWith("environment AUTHPROXY__API__PROT: api.prot: unknown key"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("environment AUTHPROXY__API__PORT: api.port: must be a whole number"));
    }

    @Test
    void nearestDotEnvWinsAndTheRealEnvironmentWinsOverIt() throws Exception {
        Path below = Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve(".env"), "AUTHPROXY__API__PORT=1\nAUTHPROXY__WORKER__CONCURRENCY=7\n");
        Files.writeString(below.resolve(".env"), "# near\nexport AUTHPROXY__API__PORT='2' # two\n");
        Files.writeString(below.resolve("my.yaml"), """
                public: {base_url: "https://x.example"}
                system_auth: {global_aes_key: {path: k}}
                database: {provider: sqlite, path: d}
                redis: {provider: miniredis}
                """);
        Environment environment = Environment.of(Map.of("AUTHPROXY_CONFIG", "my.yaml", "AUTHPROXY__PUBLIC__PORT", "3"));

        Settings settings = Settings.load(new LoadRequest(null, environment, below, StandardBlocks.all()));

        assertThat(settings.get(net.authproxy.core.shared.settings.service.ApiSettings.class)
                        .port())
                .isEqualTo(2);
        assertThat(settings.get(WorkerSettings.class).concurrency()).isEqualTo(7);
        assertThat(settings.get(PublicSettings.class).port()).isEqualTo(3);
    }

    @Test
    void connectorDefinitionsKeepTheirLines() throws Exception {
        Settings settings = fixture.loadSafeWith(
                Map.of("connectors", "\n  load_from_list:\n    - display_name: A\n      auth:\n        type: none"));

        List<YamlDocument> list = settings.get(ConnectorsSettings.class).loadFromList();
        assertThat(list).hasSize(1);
        assertThat(list.getFirst().path()).isEqualTo("connectors.load_from_list[0]");
        int first = list.getFirst().line("display_name");
        assertThat(list.getFirst().line("auth.type")).isEqualTo(first + 2);
        assertThat(list.getFirst().line("/auth/type")).isEqualTo(first + 2);
        assertThat(list.getFirst().value()).isEqualTo(Map.of("display_name", "A", "auth", Map.of("type", "none")));
    }

    @Test
    void unreadableFileIsAFinding() {
        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> fixture.load(Path.of("missing.yaml")));

        assertThat(refused).hasMessage(directory.resolve("missing.yaml") + ": the file cannot be read");
    }
}
