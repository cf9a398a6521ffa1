package net.authproxy.core.connector;

import static net.authproxy.core.connector.ConnectorStage.NORTH;
import static net.authproxy.core.connector.ConnectorStage.change;
import static net.authproxy.core.connector.ConnectorStage.definition;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Connectors and drafts that come over HTTP (contract 6.5). */
class ConnectorDraftTests {

    private static final String SECRET = "auth: {type: api-key, placement: {type: bearer}}\n"
            + "proxy: {base_url: \"https://api.example.com\", headers: {X-Api-Key: s3cret-of-the-operator}}";

    private static ObjectNode secretive(String name) {
        return (ObjectNode) Installation.yaml(
                "labels: {type: acme}\nlogo: https://api.example.com/logo.png\ndisplay_name: " + name + "\n" + SECRET);
    }

    private static DraftChange labels(Map<String, String> labels) {
        return DraftChange.of(MetadataChange.replacing(labels, null));
    }

    @ParameterizedTest
    @EnumSource
    void createsADraftThatNobodyGets(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ConnectorVersion made =
                    stage.drafts().create(stage.at().system(), new NewConnector(NORTH, change(definition("A"))));

            assertThat(made.version()).isEqualTo(1);
            assertThat(made.state()).isEqualTo(VersionState.DRAFT);
            assertThat(made.namespace()).isEqualTo(NORTH);
            assertThat(made.publishedAt()).isNull();
            assertThat(made.labels().values()).containsExactly(Map.entry("type", "acme"));
            ResourceId id = ConnectorStage.id(made);
            stage.assertRefused(ErrorCode.VERSION_NOT_AVAILABLE, () -> stage.connect(id, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesItsIdentityFromTheServer(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ObjectNode wanted = definition(
                    "A", "id: cxr_00000000000000000000000009", "version: 7", "state: primary", "namespace: root.south");

            ConnectorVersion made = stage.drafts().create(stage.at().system(), new NewConnector(NORTH, change(wanted)));

            assertThat(made.id()).isNotEqualTo("cxr_00000000000000000000000009");
            assertThat(made.version()).isEqualTo(1);
            assertThat(made.state()).isEqualTo(VersionState.DRAFT);
            assertThat(made.source().path("namespace").stringValue()).isEqualTo("root.north");
            assertThat(made.source().has("id")
                            || made.source().has("version")
                            || made.source().has("state"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void labelsOfTheBodyWinOverThoseOfTheDefinition(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            DraftChange both = new DraftChange(
                    definition("A", "annotations: {docs: \"1\"}"),
                    MetadataChange.replacing(Map.of("type", "acme", "tier", "gold"), null));

            ConnectorVersion made = stage.drafts().create(caller, new NewConnector(NORTH, both));
            ConnectorVersion kept = stage.drafts()
                    .change(caller, ConnectorStage.id(made), change(without("B", "labels")), Precondition.NONE);
            ConnectorVersion replaced =
                    stage.drafts().change(caller, ConnectorStage.id(made), change(definition("C")), Precondition.NONE);

            assertThat(made.labels().values()).isEqualTo(Map.of("type", "acme", "tier", "gold"));
            assertThat(made.source().path("labels").path("tier").stringValue()).isEqualTo("gold");
            assertThat(kept.labels()).isEqualTo(made.labels());
            assertThat(kept.annotations().values()).isEqualTo(Map.of("docs", "1"));
            assertThat(kept.definition().appearance().displayName()).isEqualTo("B");
            assertThat(replaced.labels().values()).isEqualTo(Map.of("type", "acme"));
        }
    }

    private static ObjectNode without(String name, String member) {
        ObjectNode definition = definition(name);
        definition.remove(member);
        return definition;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongMakesNothing(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.create("A");
            ObjectNode unknown = definition("A", "no_such_key: 1");
            ObjectNode local = definition("A", "highlight: x");
            local.withObject("/proxy").putObject("headers").putObject("X-Key").put("env_var", "PATH");

            stage.assertRefused(
                    ErrorCode.DEFINITION_INVALID,
                    () -> stage.drafts().create(caller, new NewConnector(NORTH, change(unknown))));
            stage.assertRefused(
                    ErrorCode.DEFINITION_INVALID,
                    () -> stage.drafts().change(caller, id, change(unknown), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
                    () -> stage.drafts().create(caller, new NewConnector(NORTH, change(local))));
            stage.assertRefused(
                    ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
                    () -> stage.drafts().changeVersion(caller, id, 1, change(local), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.RESERVED_LABEL,
                    () -> stage.drafts().change(caller, id, labels(Map.of("authproxy.io/x", "1")), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.VALIDATION_FAILED,
                    () -> stage.drafts()
                            .create(caller, new NewConnector(new NamespacePath("root.none"), change(definition("A")))));
            assertThat(stage.states(id)).containsExactly("1 draft");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeMakesOneDraftAndThenChangesIt(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            String published = stage.version(id, 1).hash();

            ConnectorVersion same = stage.drafts().change(caller, id, change(definition("A")), Precondition.NONE);
            ConnectorVersion first =
                    stage.drafts().change(caller, id, labels(Map.of("type", "acme", "a", "1")), Precondition.NONE);
            ConnectorVersion second = stage.drafts()
                    .change(caller, id, DraftChange.of(MetadataChange.puttingLabel("b", "2")), Precondition.NONE);

            assertThat(same.version()).as("a change that changes nothing").isEqualTo(1);
            assertThat(first.version()).isEqualTo(2);
            assertThat(second.version()).isEqualTo(2);
            assertThat(second.labels().values()).isEqualTo(Map.of("type", "acme", "a", "1", "b", "2"));
            assertThat(second.hash()).isNotEqualTo(first.hash());
            assertThat(second.updatedAt()).isAfter(first.updatedAt());
            assertThat(stage.states(id)).containsExactly("1 primary", "2 draft");
            assertThat(stage.version(id, 1).hash()).isEqualTo(published);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyADraftCanBeChanged(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            stage.drafts().addVersion(caller, id, change(definition("B")));

            stage.assertRefused(
                    ErrorCode.NOT_DRAFT,
                    () -> stage.drafts().changeVersion(caller, id, 1, change(definition("C")), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.DRAFT_EXISTS, () -> stage.drafts().addVersion(caller, id, change(definition("C"))));
            stage.assertRefused(
                    ErrorCode.NOT_FOUND,
                    () -> stage.drafts().changeVersion(caller, id, 3, change(definition("C")), Precondition.NONE));
            stage.drafts().changeVersion(caller, id, 2, change(definition("C")), Precondition.NONE);
            assertThat(stage.version(id, 2).definition().appearance().displayName())
                    .isEqualTo("C");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStateThatWasSeenIsTheDraftsOrTheConnectors(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            Precondition connector = seen(stage.version(id, 1));

            stage.drafts().change(caller, id, change(definition("B")), connector);
            stage.at().core().clock().advance(Duration.ofSeconds(1));
            Precondition draft = seen(stage.version(id, 2));

            stage.assertRefused(
                    ErrorCode.PRECONDITION_FAILED,
                    () -> stage.drafts().change(caller, id, change(definition("C")), connector));
            stage.drafts().change(caller, id, change(definition("C")), draft);
            stage.assertRefused(
                    ErrorCode.PRECONDITION_FAILED,
                    () -> stage.drafts().changeVersion(caller, id, 2, change(definition("D")), draft));
        }
    }

    private static Precondition seen(ConnectorVersion version) {
        return new Precondition(Set.of(version.updatedAt()));
    }

    @ParameterizedTest
    @EnumSource
    void aSecretStaysWithItsHosts(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ConnectorVersion made = stage.drafts().create(caller, new NewConnector(NORTH, change(secretive("A"))));
            ResourceId id = ConnectorStage.id(made);
            ObjectNode shown = shown(stage, made);
            ObjectNode renamed = shown.deepCopy().put("display_name", "B");
            ObjectNode elsewhere = shown.deepCopy();
            elsewhere.withObject("/proxy").put("base_url", "https://evil.example.net");
            ObjectNode wider = shown.deepCopy();
            wider.withObject("/proxy")
                    .putArray("allowed_hosts")
                    .add("api.example.com")
                    .add("evil.example.net");

            assertThat(shown.toString()).doesNotContain("s3cret");
            ConnectorVersion kept = stage.drafts().change(caller, id, change(renamed), Precondition.NONE);
            assertThat(kept.source().at("/proxy/headers/X-Api-Key").stringValue())
                    .isEqualTo("s3cret-of-the-operator");
            for (ObjectNode attempt : List.of(elsewhere, wider)) {
                stage.assertRefused(
                        ErrorCode.DEFINITION_INVALID,
                        () -> stage.drafts().change(caller, id, change(attempt), Precondition.NONE));
                ((ObjectNode) attempt.at("/proxy/headers")).put("X-Api-Key", "given-anew");
                stage.drafts().change(caller, id, change(attempt), Precondition.NONE);
                stage.drafts().change(caller, id, change(secretive("A")), Precondition.NONE);
            }
        }
    }

    private static ObjectNode shown(ConnectorStage stage, ConnectorVersion version) {
        return (ObjectNode) stage.at().get(RedactedDefinitions.class).of(version);
    }

    @ParameterizedTest
    @EnumSource
    void meansTheSameAsAFileWithThatDefinition(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ResourceId id = stage.published("A");

            stage.at().load(definition("A", "namespace: root.north").toString());

            assertThat(stage.states(id)).containsExactly("1 primary");
            assertThat(stage.at().versions("acme")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotChangesNothing(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ResourceId id = stage.published("A");
            ActorPrincipal elsewhere = caller(stage, "root.south.**", "create", "update");
            ActorPrincipal reader = caller(stage, "root.**", "get", "list", "list/versions");
            ActorPrincipal creator = caller(stage, "root.north", "create");

            stage.assertRefused(
                    ErrorCode.NOT_FOUND,
                    () -> stage.drafts().change(elsewhere, id, change(definition("B")), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.VALIDATION_FAILED,
                    () -> stage.drafts().create(elsewhere, new NewConnector(NORTH, change(definition("B")))));
            stage.assertRefused(
                    ErrorCode.PERMISSION_DENIED,
                    () -> stage.drafts().change(reader, id, change(definition("B")), Precondition.NONE));
            stage.assertRefused(
                    ErrorCode.PERMISSION_DENIED,
                    () -> stage.drafts().change(creator, id, change(definition("B")), Precondition.NONE));
            assertThat(stage.drafts()
                            .addVersion(creator, id, change(definition("B")))
                            .version())
                    .isEqualTo(2);
        }
    }

    private static ActorPrincipal caller(ConnectorStage stage, String namespace, String... verbs) {
        Permission permission = Installation.permission(namespace, "connectors", verbs);
        return Installation.principal(stage.at().actor("a" + permission.hashCode(), permission));
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeLeavesARowInTheAuditTrail(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            stage.succeed(id, "B");
            stage.versions().promote(caller, id, 1);
            stage.drafts().change(caller, id, change(definition("C")), Precondition.NONE);
            stage.drafts().change(caller, id, change(definition("D")), Precondition.NONE);
            stage.versions().archive(caller, id, 3);
            stage.force(id, 2, VersionState.ACTIVE);

            List<String> actions = stage.at()
                    .get(JdbcClient.class)
                    .sql("select action from audit_log where resource_id = :id order by id")
                    .param("id", id.text())
                    .query(String.class)
                    .list();

            assertThat(actions)
                    .containsExactlyInAnyOrder(
                            "connectors.create",
                            "connectors.publish",
                            "connectors.create",
                            "connectors.publish",
                            "connectors.promote",
                            "connectors.create",
                            "connectors.update",
                            "connectors.archive",
                            "connectors.force_state");
        }
    }
}
