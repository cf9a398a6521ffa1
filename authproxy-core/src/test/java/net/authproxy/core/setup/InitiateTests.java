package net.authproxy.core.setup;

import static net.authproxy.core.setup.Setups.OPEN;
import static net.authproxy.core.setup.Setups.STEPPED;
import static net.authproxy.core.setup.Setups.assertRefused;
import static net.authproxy.core.setup.Setups.caller;
import static net.authproxy.core.setup.Setups.connections;
import static net.authproxy.core.setup.Setups.id;
import static net.authproxy.core.setup.Setups.read;
import static net.authproxy.core.setup.Setups.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may begin a set-up, of what and where (contract 7.1). */
class InitiateTests {

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
}
