package net.authproxy.core.connector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.annotation.Transactional;

/** Reads connectors and their versions (contract 6.5). */
public class ConnectorService {

    private final ConnectorVersionRepository versions;
    private final ConnectorList list;
    private final StoredDefinitions definitions;

    ConnectorService(ConnectorVersionRepository versions, ConnectorList list, StoredDefinitions definitions) {
        this.versions = versions;
        this.list = list;
        this.definitions = definitions;
    }

    /**
     * Lists connectors, one row each.
     *
     * @param filters {@code state} of the picked row
     */
    @Transactional(readOnly = true)
    public Page<ConnectorSummary> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.LIST);
        Page<ConnectorVersionEntity> page =
                list.connectors(request, Authorizer.scope(caller, ResourceType.CONNECTORS, Verb.LIST), filters);
        List<String> ids = page.items().stream().map(row -> row.key().id()).toList();
        Map<String, List<ConnectorVersionEntity>> all = versions.findVersionsOf(ids).stream()
                .collect(Collectors.groupingBy(row -> row.key().id()));
        return page.map(row ->
                summarize(definitions.open(row), all.getOrDefault(row.key().id(), List.of())));
    }

    /** One connector by the version picked for it. */
    @Transactional(readOnly = true)
    public ConnectorSummary get(ActorPrincipal caller, ResourceId id) {
        List<ConnectorVersionEntity> all = require(caller, versions.findVersions(id.text()), id, Verb.GET);
        return summarize(definitions.open(PickedVersion.of(all)), all);
    }

    /** The version picked for a connector, if the caller has that verb on it; the two gates of contract 1.2. */
    @Transactional(readOnly = true)
    public ConnectorVersion require(ActorPrincipal caller, ResourceId id, Verb verb) {
        return definitions.open(PickedVersion.of(require(caller, versions.findVersions(id.text()), id, verb)));
    }

    private static List<ConnectorVersionEntity> require(
            ActorPrincipal caller, List<ConnectorVersionEntity> all, ResourceId id, Verb verb) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, verb);
        if (all.isEmpty()) {
            throw Authorizer.notFound();
        }
        Authorizer.require(
                caller, ResourceType.CONNECTORS, verb, PickedVersion.of(all).namespace(), id.text());
        return all;
    }

    private static ConnectorSummary summarize(ConnectorVersion picked, List<ConnectorVersionEntity> all) {
        return new ConnectorSummary(
                picked,
                all.size(),
                all.stream().map(row -> row.state().text()).collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Lists versions, of all connectors or of one.
     *
     * @param filters {@code state}, {@code connector_id}
     */
    @Transactional(readOnly = true)
    public Page<ConnectorVersion> listVersions(
            ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS);
        return list.versions(request, Authorizer.scope(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS), filters)
                .map(definitions::open);
    }

    /** Lists the versions of one connector, which must be visible. */
    @Transactional(readOnly = true)
    public Page<ConnectorVersion> listVersionsOf(
            ActorPrincipal caller, ResourceId id, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS);
        ConnectorVersionEntity any =
                versions.findVersions(id.text()).stream().findFirst().orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS, any.namespace(), id.text());
        Map<String, String> ofConnector = new HashMap<>(filters);
        ofConnector.put(ConnectorList.CONNECTOR_ID, id.text());
        return listVersions(caller, request, ofConnector);
    }

    /** One version. */
    @Transactional(readOnly = true)
    public ConnectorVersion getVersion(ActorPrincipal caller, ResourceId id, int version) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS);
        ConnectorVersionEntity row = versions.findVersion(id.text(), version).orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTORS, Verb.LIST_VERSIONS, row.namespace(), id.text());
        return definitions.open(row);
    }

    /** A version that a connection refers to; empty when there is none. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<ConnectorVersion> find(String id, int version) {
        return versions.findVersion(id, version).map(definitions::open);
    }

    /**
     * Whether a version may be given to a new connection; if so, it may until the transaction ends. To be asked where the
     * connection is made: the version may have been replaced since it was found.
     */
    @SystemOperation
    @Transactional
    public boolean holdOffered(String id, int version) {
        return versions.hold(id, version)
                .map(ConnectorVersionEntity::state)
                .filter(state -> state == VersionState.PRIMARY || state == VersionState.ACTIVE)
                .isPresent();
    }

    /** Whether there is any version of that connector. */
    @SystemOperation
    @Transactional(readOnly = true)
    public boolean exists(String id) {
        return !versions.findVersions(id).isEmpty();
    }

    /** The published version for new connections; empty when there is none. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<ConnectorVersion> findPrimary(String id) {
        return versions.findVersions(id).stream()
                .filter(row -> row.state() == VersionState.PRIMARY)
                .findFirst()
                .map(definitions::open);
    }
}
