package net.authproxy.core.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From initiate to ready, and every wrong step on the way (contract 7.1 to 7.3). */
class ConnectionSetupTests {

    private static final JsonMapper JSON = new JsonMapper();

    /** A form before the credentials, the credentials, a form after them. */
    private static final String STEPPED = """
            labels: {type: stepped, tier: silver}
            display_name: Stepped
            logo: https://api.example.com/logo.png
            auth: {type: api-key, fields: [{name: api_key, pattern: "^k"}, {name: note, required: false}], placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            setup_flow:
              preconnect:
                steps:
                  - id: tenant
                    title: Your tenant
                    json_schema: {type: object, required: [tenant], properties: {tenant: {type: string, maxLength: 5}, level: {type: integer}}}
              configure:
                steps:
                  - {id: prefs, json_schema: {type: object, properties: {color: {type: string}}}}
            """;

    private static final String OPEN = """
            labels: {type: open}
            display_name: Open
            logo: https://api.example.com/logo.png
            auth: {type: no-auth}
            proxy: {base_url: "https://api.example.com"}
            """;

    private static final Map<String, ?> TENANT = Map.of("tenant", "acme");
    private static final Map<String, ?> KEY = Map.of("api_key", "k-1");

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static ResourceId id(SetupAnswer answer) {
        return new ResourceId(IdType.CONNECTION, answer.connectionId());
    }

    private static Connection read(Installation at, ResourceId id) {
        return sealed(at, id).connection();
    }

    private static SealedConnection sealed(Installation at, ResourceId id) {
        return at.get(ConnectionStore.class).find(id.text()).orElseThrow();
    }

    private static long connections(Installation at) {
        return at.get(JdbcClient.class)
                .sql("select count(*) from connections")
                .query(Long.class)
                .single();
    }

    private static ActorPrincipal user(Installation at) {
        return at.system(at.actor("alice"));
    }

    @ParameterizedTest
    @EnumSource
    void goesThroughAllStepsToReady(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ConnectionSetup setup = at.get(ConnectionSetup.class);

            SetupAnswer first = at.initiate(user, "stepped", Map.of());
            ResourceId id = id(first);
            assertForm(at, first, "tenant", 0, "preconnect:0");
            assertThat(setup.currentStep(user, id)).isEqualTo(first);

            SetupAnswer second = at.submit(user, id, "tenant", TENANT);
            assertForm(at, second, "credentials", 1, "auth");
            assertThat(setup.currentStep(user, id)).isEqualTo(second);

            SetupAnswer third = at.submit(user, id, "credentials", KEY);
            assertForm(at, third, "prefs", 2, "configure:0");
            assertThat(at.submit(user, id, "prefs", Map.of("color", "blue")))
                    .isEqualTo(new SetupAnswer.Complete(id.text()));
            assertThat(setup.currentStep(user, id)).isEqualTo(new SetupAnswer.Complete(id.text()));

            assertThat(read(at, id).state()).isEqualTo(ConnectionState.READY);
            assertThat(read(at, id).setupStep()).isNull();
            assertThat(configuration(at, id)).isEqualTo(Map.of("tenant", "acme", "color", "blue"));
            assertThat(credentials(at, id)).isEqualTo(Map.of("api_key", SecretString.of("k-1")));
        }
    }

    private static void assertForm(Installation at, SetupAnswer answer, String step, int number, String column) {
        assertThat(answer).isInstanceOfSatisfying(SetupAnswer.Form.class, form -> {
            assertThat(form.stepId()).isEqualTo(step);
            assertThat(form.currentStep()).isEqualTo(number);
            assertThat(form.totalSteps()).isEqualTo(3);
        });
        Connection stored = read(at, id(answer));
        assertThat(stored.state()).isEqualTo(ConnectionState.CREATED);
        assertThat(stored.setupStep()).isEqualTo(column);
    }

    private static Map<String, Object> configuration(Installation at, ResourceId id) {
        return at.get(CredentialVault.class).openConfiguration(sealed(at, id));
    }

    private static Map<String, SecretString> credentials(Installation at, ResourceId id) {
        Destination anywhere = new Destination(true, "api.example.com", 443, java.net.InetAddress.getLoopbackAddress());
        return at.get(CredentialVault.class).open(sealed(at, id), anywhere);
    }

    @ParameterizedTest
    @EnumSource
    void isReadyAtOnceWhenNothingIsAsked(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(OPEN);

            SetupAnswer answer = at.initiate(user(at), "open", Map.of());

            assertThat(answer).isInstanceOf(SetupAnswer.Complete.class);
            assertThat(read(at, id(answer)).state()).isEqualTo(ConnectionState.READY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void labelsCoverThoseOfNamespaceAndConnector(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ConnectorVersion connector = at.versions("stepped").getFirst();

            Connection made = read(at, id(at.initiate(user, "stepped", Map.of("tier", "gold", "mine", "1"))));

            assertThat(made.labels().values()).isEqualTo(Map.of("tier", "gold", "mine", "1"));
            assertThat(made.effectiveLabels().values())
                    .isEqualTo(Map.of(
                            "type", "stepped",
                            "tier", "gold",
                            "mine", "1",
                            "authproxy.io/connector-id", connector.id(),
                            "authproxy.io/connector-version", "1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherStepThanTheOpenOne(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));

            for (String step : List.of("credentials", "prefs", "Tenant", "preconnect:0", "")) {
                assertThatThrownBy(() -> at.submit(user, id, step, KEY))
                        .isInstanceOfSatisfying(AuthProxyException.class, refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.STEP_MISMATCH);
                            assertThat(refused.details()).containsEntry("step_id", "tenant");
                        });
            }

            assertThat(read(at, id).setupStep()).isEqualTo("preconnect:0");
            assertThat(sealed(at, id).credentials()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesTheSameStepTwice(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));
            at.submit(user, id, "tenant", TENANT);

            assertRefused(ErrorCode.STEP_MISMATCH, () -> at.submit(user, id, "tenant", Map.of("tenant", "late")));

            assertThat(configuration(at, id)).isEqualTo(TENANT);
            at.submit(user, id, "credentials", KEY);
            at.submit(user, id, "prefs", Map.of());
            assertRefused(ErrorCode.NO_ACTIVE_STEP, () -> at.submit(user, id, "prefs", Map.of()));
            assertRefused(ErrorCode.NO_ACTIVE_STEP, () -> at.submit(user, id, "credentials", Map.of("api_key", "k-2")));
            assertThat(credentials(at, id)).isEqualTo(Map.of("api_key", SecretString.of("k-1")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesOneOfTwoSubmitsAtTheSameTime(DatabaseKind kind) throws Exception {
        try (Installation at = Installation.open(kind);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            for (int round = 0; round < 10; round++) {
                ResourceId id = id(at.initiate(user, "stepped", Map.of()));
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> first = threads.submit(() -> race(at, together, user, id, "one"));
                Future<Boolean> second = threads.submit(() -> race(at, together, user, id, "two"));

                assertThat(first.get() ^ second.get())
                        .as("exactly one is taken")
                        .isTrue();
                assertThat(configuration(at, id)).isEqualTo(Map.of("tenant", first.get() ? "one" : "two"));
                assertThat(read(at, id).setupStep()).isEqualTo("auth");
            }
        }
    }

    private static boolean race(
            Installation at, CyclicBarrier together, ActorPrincipal user, ResourceId id, String name) throws Exception {
        together.await();
        try {
            at.submit(user, id, "tenant", Map.of("tenant", name));
            return true;
        } catch (AuthProxyException late) {
            assertThat(late.code()).isEqualTo(ErrorCode.STEP_MISMATCH);
            return false;
        }
    }

    /** Whoever was told that the connection ends is right, whatever a form brings at the same moment (contract 7.3). */
    @ParameterizedTest
    @EnumSource
    void aDisconnectIsNotUndoneByASubmitAtTheSameTime(DatabaseKind kind) throws Exception {
        try (Installation at = Installation.open(kind);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            for (int round = 0; round < 10; round++) {
                ResourceId id = id(at.initiate(user, "stepped", Map.of()));
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> submit = threads.submit(() -> {
                    together.await();
                    try {
                        at.submit(user, id, "tenant", TENANT);
                    } catch (AuthProxyException ended) {
                        assertThat(ended.code()).isEqualTo(ErrorCode.CONNECTION_NOT_READY);
                    }
                    return null;
                });
                Future<?> disconnect = threads.submit(() -> {
                    together.await();
                    return at.get(ConnectionStore.class).beginDisconnect(id.text());
                });
                submit.get();
                disconnect.get();

                assertThat(read(at, id).state()).isEqualTo(ConnectionState.DISCONNECTING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesDataThatDoesNotFitAndStoresNothing(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));

            assertThat(findings(at, user, id, "tenant", "{}")).isNotEmpty();
            assertThat(findings(at, user, id, "tenant", "{\"tenant\":\"too-long\"}"))
                    .containsExactly("tenant");
            assertThat(findings(at, user, id, "tenant", "{\"tenant\":7,\"level\":\"x\"}"))
                    .containsExactlyInAnyOrder("tenant", "level");
            for (String odd : List.of("[]", "null", "\"tenant\"", "7", "[{\"tenant\":\"acme\"}]")) {
                assertThat(findings(at, user, id, "tenant", odd)).as(odd).isNotEmpty();
            }
            assertThat(read(at, id).setupStep()).isEqualTo("preconnect:0");
            assertThat(sealed(at, id).configuration()).isNull();

            at.submit(user, id, "tenant", TENANT);
            assertThat(findings(at, user, id, "credentials", "{\"api_key\":\"hush-hush\"}"))
                    .containsExactly("api_key");
            assertThat(findings(at, user, id, "credentials", "{\"api_key\":\"\"}"))
                    .contains("api_key");
            assertThat(findings(at, user, id, "credentials", "{\"api_key\":[\"k\"]}"))
                    .containsExactly("api_key");
            assertThat(sealed(at, id).credentials()).isNull();
        }
    }

    private static List<String> findings(
            Installation at, ActorPrincipal user, ResourceId id, String step, String json) {
        JsonNode data = JSON.readTree(json);
        try {
            at.get(ConnectionSetup.class).submit(user, id, step, data, null);
            return List.of();
        } catch (AuthProxyException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
            assertThat(refused.fields().toString()).doesNotContain("hush").doesNotContain("too-long");
            return refused.fields().stream().map(FieldError::path).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsOnlyTheNamesOfTheForm(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));

            at.submit(user, id, "tenant", Map.of("tenant", "acme", "color", "red", "extra", Map.of("a", 1)));
            at.submit(user, id, "credentials", Map.of("api_key", "k-1", "password", "other"));

            assertThat(configuration(at, id)).isEqualTo(Map.of("tenant", "acme"));
            assertThat(credentials(at, id)).isEqualTo(Map.of("api_key", SecretString.of("k-1")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortOfAFirstSetupTakesTheConnectionWithIt(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));
            at.submit(user, id, "tenant", TENANT);
            at.submit(user, id, "credentials", KEY);

            setup.abort(user, id);

            assertThat(at.column(id, "state")).isEqualTo("disconnected");
            assertThat(at.column(id, "deleted_at")).isNotNull();
            assertThat(at.column(id, "encrypted_credentials")).isNull();
            assertThat(at.column(id, "encrypted_configuration")).isNull();
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.abort(user, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.currentStep(user, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> at.submit(user, id, "prefs", Map.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortOfALaterSetupLeavesTheConnectionAsItWas(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ResourceId id = readyWithSetup(at);
            ActorPrincipal user = at.system(at.actor("bob"));

            at.get(ConnectionSetup.class).abort(user, id);

            assertThat(read(at, id).state()).isEqualTo(ConnectionState.READY);
            assertThat(read(at, id).setupStep()).isNull();
            assertThat(credentials(at, id)).isEqualTo(Map.of("api_key", SecretString.of("k-1")));
            assertRefused(
                    ErrorCode.NO_ACTIVE_STEP,
                    () -> at.get(ConnectionSetup.class).abort(user, id));
        }
    }

    /** A ready connection in whose configuration form somebody is. */
    private static ResourceId readyWithSetup(Installation at) {
        at.load(STEPPED);
        ActorPrincipal user = user(at);
        ResourceId id = id(at.initiate(user, "stepped", Map.of()));
        at.submit(user, id, "tenant", TENANT);
        at.submit(user, id, "credentials", KEY);
        at.submit(user, id, "prefs", Map.of());
        at.get(JdbcClient.class)
                .sql("update connections set setup_step = 'configure:0' where id = :id")
                .param("id", id.text())
                .update();
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void abortOfALaterSetupNeedsTheRightToUpdate(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ResourceId id = readyWithSetup(at);
            ActorPrincipal creator = caller(at, "creator", Installation.permission("root.**", "connections", "create"));

            assertRefused(
                    ErrorCode.PERMISSION_DENIED,
                    () -> at.get(ConnectionSetup.class).abort(creator, id));
            assertThat(read(at, id).setupStep()).isEqualTo("configure:0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingMovesOnceTheEndHasBegun(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));
            at.get(ConnectionStore.class).beginDisconnect(id.text());

            assertRefused(ErrorCode.CONNECTION_NOT_READY, () -> at.submit(user, id, "tenant", TENANT));
            assertRefused(ErrorCode.CONNECTION_NOT_READY, () -> setup.abort(user, id));
            assertThat(read(at, id).state()).isEqualTo(ConnectionState.DISCONNECTING);
        }
    }

    private static ActorPrincipal caller(Installation at, String name, Permission... permissions) {
        return Installation.principal(at.actor(name, permissions));
    }

    @ParameterizedTest
    @EnumSource
    void theStepsAreForThoseWhoMayCreateOrUpdate(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ResourceId id = id(at.initiate(user(at), "stepped", Map.of()));
            ResourceId unknown = new ResourceId(IdType.CONNECTION, "cxn_00000000000000000000000009");
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            ActorPrincipal creator = caller(at, "creator", Installation.permission("root.**", "connections", "create"));
            ActorPrincipal updater = caller(at, "updater", Installation.permission("root.**", "connections", "update"));
            ActorPrincipal reader = caller(
                    at,
                    "reader",
                    Installation.permission("root.**", "connections", "get"),
                    Installation.permission("root.other", "connections", "update"));
            ActorPrincipal stranger =
                    caller(at, "stranger", Installation.permission("root.other", "connections", "update"));
            ActorPrincipal nobody = caller(at, "nobody", Installation.permission("root.**", "actors", "get"));

            assertThat(setup.currentStep(creator, id).connectionId()).isEqualTo(id.text());
            assertThat(setup.currentStep(updater, id).connectionId()).isEqualTo(id.text());
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.currentStep(reader, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.currentStep(stranger, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.currentStep(updater, unknown));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.currentStep(nobody, unknown));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.abort(nobody, id));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.abort(reader, id));
        }
    }

    @ParameterizedTest
    @EnumSource
    void choosesTheNamespace(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(OPEN, OPEN.replace("labels: {type: open}", "labels: {type: north}\nnamespace: root.north"));
            Actor north = at.actor(new NamespacePath("root.north.team"), "nora");
            Actor south = at.actor(new NamespacePath("root.south"), "sam");

            assertThat(target(at, north, "open", null)).isEqualTo("root.north.team");
            assertThat(target(at, north, "north", null)).isEqualTo("root.north.team");
            assertThat(target(at, south, "north", null)).as("the connector's").isEqualTo("root.north");
            assertThat(target(at, south, "open", "root.fresh.deep")).isEqualTo("root.fresh.deep");
            assertThat(at.get(NamespaceService.class).find(new NamespacePath("root.fresh.deep")))
                    .isPresent();
            long before = connections(at);
            assertThatThrownBy(() -> target(at, south, "north", "root.elsewhere"))
                    .isInstanceOfSatisfying(AuthProxyException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
                        assertThat(refused.fields())
                                .extracting(FieldError::path)
                                .containsExactly("into_namespace");
                    });
            assertThat(connections(at)).isEqualTo(before);
            assertThat(at.get(NamespaceService.class).find(new NamespacePath("root.elsewhere")))
                    .isEmpty();
        }
    }

    private static String target(Installation at, Actor actor, String type, String into) {
        SetupAnswer made = at.get(ConnectionSetup.class).initiate(at.system(actor), request(at, type, null, into));
        return read(at, id(made)).namespace().value();
    }

    private static InitiateRequest request(Installation at, String type, Integer version, String into) {
        return new InitiateRequest(
                new ResourceId(IdType.CONNECTOR, at.versions(type).getFirst().id()),
                version,
                into == null ? null : new NamespacePath(into),
                null,
                Labels.NONE,
                Annotations.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void takesOnlyVersionsThatAreOffered(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(OPEN.replace("display_name: Open", "display_name: Draft\nstate: draft")
                    .replace("open", "drafted"));
            at.load(OPEN);
            ActorPrincipal user = user(at);
            at.connect(user, "open", Map.of(), Map.of());
            at.load(OPEN.replace("display_name: Open", "display_name: Open 2"));
            at.load(OPEN.replace("display_name: Open", "display_name: Open 3"));
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            long before = connections(at);

            assertThat(version(at, user, null)).isEqualTo(3);
            assertThat(version(at, user, 3)).isEqualTo(3);
            assertThat(version(at, user, 1)).as("active, and named").isEqualTo(1);
            assertRefused(ErrorCode.VERSION_NOT_AVAILABLE, () -> setup.initiate(user, request(at, "open", 2, null)));
            assertRefused(
                    ErrorCode.VERSION_NOT_AVAILABLE, () -> setup.initiate(user, request(at, "drafted", null, null)));
            assertRefused(ErrorCode.VERSION_NOT_AVAILABLE, () -> setup.initiate(user, request(at, "drafted", 1, null)));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.initiate(user, request(at, "open", 9, null)));
            assertRefused(
                    ErrorCode.NOT_FOUND,
                    () -> setup.initiate(
                            user,
                            new InitiateRequest(
                                    new ResourceId(IdType.CONNECTOR, "cxr_00000000000000000000000009"),
                                    null,
                                    null,
                                    null,
                                    Labels.NONE,
                                    Annotations.NONE)));
            assertThat(connections(at)).isEqualTo(before + 3);
        }
    }

    private static int version(Installation at, ActorPrincipal user, Integer wanted) {
        SetupAnswer made = at.get(ConnectionSetup.class).initiate(user, request(at, "open", wanted, null));
        return read(at, id(made)).connectorVersion();
    }

    @ParameterizedTest
    @EnumSource
    void checksThePermissionAtTheTargetForThatConnector(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(OPEN, OPEN.replace("type: open", "type: other"));
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            String open = at.versions("open").getFirst().id();
            ActorPrincipal one = caller(
                    at,
                    "one",
                    new Permission("root.a", List.of("connections"), List.of(open), List.of("create")),
                    Installation.permission("root", "connectors", "get"));
            ActorPrincipal nobody = caller(at, "nobody", Installation.permission("root.**", "connections", "get"));

            assertThat(setup.initiate(one, request(at, "open", null, "root.a")))
                    .isInstanceOf(SetupAnswer.Complete.class);
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.initiate(one, request(at, "other", null, "root.a")));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.initiate(one, request(at, "open", null, "root")));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.initiate(one, request(at, "open", null, "root.b")));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> setup.initiate(nobody, request(at, "open", null, null)));
            assertThat(connections(at)).isEqualTo(1);
            assertThat(at.get(NamespaceService.class).find(new NamespacePath("root.b")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsUnusualTextAsItIs(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));
            Map<String, Object> odd = new HashMap<>(Map.of("tenant", "é\u0000😀"));
            odd.put("level", null);

            assertThat(findings(at, user, id, "tenant", JSON.writeValueAsString(odd)))
                    .as("null is no integer")
                    .containsExactly("level");
            odd.remove("level");
            at.submit(user, id, "tenant", odd);

            assertThat(configuration(at, id)).isEqualTo(odd);
        }
    }
}
