package net.authproxy.core.setup;

import static net.authproxy.core.setup.Setups.KEY;
import static net.authproxy.core.setup.Setups.STEPPED;
import static net.authproxy.core.setup.Setups.TENANT;
import static net.authproxy.core.setup.Setups.assertRefused;
import static net.authproxy.core.setup.Setups.configuration;
import static net.authproxy.core.setup.Setups.credentials;
import static net.authproxy.core.setup.Setups.id;
import static net.authproxy.core.setup.Setups.read;
import static net.authproxy.core.setup.Setups.sealed;
import static net.authproxy.core.setup.Setups.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From initiate to ready, and every wrong step on the way (contract 7.1 to 7.3). */
class ConnectionSetupTests {

    private static final JsonMapper JSON = new JsonMapper();

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
