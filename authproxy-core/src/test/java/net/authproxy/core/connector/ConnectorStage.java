package net.authproxy.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.setup.InitiateRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Connectors made and changed by callers, in one word each. */
final class ConnectorStage implements AutoCloseable {

    static final NamespacePath NORTH = new NamespacePath("root.north");

    private final Installation at;
    private final AtomicInteger people = new AtomicInteger();

    private ConnectorStage(Installation at) {
        this.at = at;
        at.get(NamespaceService.class).ensure(NORTH);
    }

    static ConnectorStage open(DatabaseKind kind) {
        return new ConnectorStage(Installation.open(kind));
    }

    Installation at() {
        return at;
    }

    /** A definition that is told apart by its name. */
    static ObjectNode definition(String name, String... more) {
        return (ObjectNode) Installation.yaml("""
                labels: {type: acme}
                display_name: %s
                logo: https://api.example.com/logo.png
                auth: {type: no-auth}
                proxy: {base_url: "https://api.example.com"}
                """.formatted(name) + String.join("\n", more));
    }

    static DraftChange change(ObjectNode definition) {
        return new DraftChange(definition, MetadataChange.NONE);
    }

    ConnectorDrafts drafts() {
        return at.get(ConnectorDrafts.class);
    }

    ConnectorVersions versions() {
        return at.get(ConnectorVersions.class);
    }

    /** A connector whose version 1 is a draft. */
    ResourceId create(String name) {
        return id(drafts().create(at.system(), new NewConnector(NORTH, change(definition(name)))));
    }

    /** A connector whose version 1 is primary. */
    ResourceId published(String name) {
        ResourceId id = create(name);
        versions().publish(at.system(), id, 1);
        return id;
    }

    /** The next version, published. */
    void succeed(ResourceId id, String name) {
        int version =
                drafts().addVersion(at.system(), id, change(definition(name))).version();
        versions().publish(at.system(), id, version);
    }

    void force(ResourceId id, int version, VersionState state) {
        versions().forceState(at.system(), id, version, state, Precondition.NONE);
    }

    static ResourceId id(ConnectorVersion version) {
        return new ResourceId(IdType.CONNECTOR, version.id());
    }

    /** One word for each version, oldest first: {@code 1 primary}. */
    List<String> states(ResourceId id) {
        return all(id).stream()
                .map(version -> version.version() + " " + version.state().text())
                .toList();
    }

    ConnectorVersion version(ResourceId id, int version) {
        return at.get(ConnectorService.class).getVersion(at.system(), id, version);
    }

    private List<ConnectorVersion> all(ResourceId id) {
        return at.versions("acme").stream()
                .filter(version -> version.id().equals(id.text()))
                .toList();
    }

    /** A ready connection to that version. */
    ResourceId connect(ResourceId id, int version) {
        InitiateRequest request = new InitiateRequest(id, version, null, null, Labels.NONE, Annotations.NONE);
        ActorPrincipal caller = at.system(at.actor("person-" + people.incrementAndGet()));
        return new ResourceId(
                IdType.CONNECTION,
                at.get(ConnectionSetup.class).initiate(caller, request).connectionId());
    }

    /** Refused with that code, and nothing is changed. */
    void assertRefused(ErrorCode code, ThrowingCallable what) {
        List<?> before = everything();
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
        assertThat(everything()).isEqualTo(before);
    }

    private List<Map<String, Object>> everything() {
        return at.get(JdbcClient.class)
                .sql("select id, version, state, hash, updated_at from connector_versions order by id, version")
                .query()
                .listOfRows();
    }

    @Override
    public void close() {
        at.close();
    }
}
