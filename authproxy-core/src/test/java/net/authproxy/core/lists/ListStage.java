package net.authproxy.core.lists;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorKeyDetails;
import net.authproxy.core.actor.ActorKeyService;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.audit.AuditEntry;
import net.authproxy.core.audit.AuditFilter;
import net.authproxy.core.audit.AuditSealer;
import net.authproxy.core.audit.AuditService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.LoggedCalls;
import net.authproxy.core.lists.ListModel.Item;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.requestlog.RequestLogEntry;
import net.authproxy.core.requestlog.RequestLogFilter;
import net.authproxy.core.requestlog.RequestLogQuery;
import net.authproxy.core.requestlog.RequestLogService;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.setup.InitiateRequest;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.webhook.EventPatterns;
import net.authproxy.core.webhook.NewWebhook;
import net.authproxy.core.webhook.WebhookConfiguration;
import net.authproxy.core.webhook.WebhookService;
import org.awaitility.Awaitility;

/** An installation with something in every list, in namespaces whose names are easily mistaken for each other. */
final class ListStage implements AutoCloseable {

    static final List<String> PATHS = List.of(
            "root",
            "root.a",
            "root.a.b",
            "root.a.b.c",
            "root.a_b",
            "root.aX",
            "root.ab",
            "root.b",
            "root.b.a",
            "root.B",
            "root.a-b");
    static final int LISTS = 11;

    private static final int EACH = 40;
    private static final String CONNECTOR = """
            namespace: %s
            labels: {type: open-%d%s}
            display_name: Open %d
            logo: "https://example.test/logo.svg"
            auth: {type: no-auth}
            proxy: {base_url: "https://api%d.example.test"}
            """;

    private final Installation at;
    private final Random random;
    private final List<Listing> listings = new ArrayList<>();

    private ListStage(Installation at, Random random) {
        this.at = at;
        this.random = random;
    }

    static ListStage open(DatabaseKind kind, Random random) {
        ListStage stage =
                new ListStage(Installation.open(kind, new CoreContext.Setup(), WebhookConfiguration.class), random);
        stage.fill();
        stage.describe();
        return stage;
    }

    List<Listing> listings() {
        return listings;
    }

    @Override
    public void close() {
        at.close();
    }

    private NamespacePath somewhere() {
        return new NamespacePath(PATHS.get(random.nextInt(PATHS.size())));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        for (String key : List.of("env", "tier", "example.com/x")) {
            if (random.nextBoolean()) {
                labels.put(key, ListModelTests.pick(random, "", "a", "b", "A"));
            }
        }
        return labels;
    }

    private void fill() {
        for (String path : PATHS.subList(1, PATHS.size())) {
            at.get(NamespaceService.class)
                    .create(at.system(), new NamespacePath(path), Labels.of(labels()), Annotations.NONE);
        }
        connectors();
        actors();
        // Some rows of the audit trail have their place in the chain, those written from now on have not.
        at.get(AuditSealer.class).seal();
        connections();
        webhooks();
        calls();
    }

    private void webhooks() {
        for (int i = 0; i < EACH; i++) {
            at.get(WebhookService.class)
                    .create(
                            at.system(),
                            new NewWebhook(
                                    somewhere(),
                                    "https://api.example.com/" + i,
                                    new EventPatterns(List.of("connection.*")),
                                    LabelSelector.EVERYTHING,
                                    null,
                                    Labels.of(labels()),
                                    Annotations.NONE));
        }
    }

    private void connectors() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            StringBuilder more = new StringBuilder();
            labels().forEach((key, value) ->
                    more.append(", ").append(key).append(": '").append(value).append('\''));
            String path = i == 1 ? "root" : somewhere().value();
            first.add(CONNECTOR.formatted(path, i, more, i, i));
            second.add(CONNECTOR.formatted(path, i, more, i, i % 2 == 0 ? i : i + 100));
        }
        at.load(first.toArray(String[]::new));
        at.load(second.toArray(String[]::new));
    }

    private void actors() {
        for (int i = 0; i < EACH; i++) {
            Actor actor = at.get(ActorService.class)
                    .create(
                            at.system(),
                            new NewActor(somewhere(), "actor-" + i, List.of(), Labels.of(labels()), Annotations.NONE));
            for (int key = 0; key < i % 4; key++) {
                byte[] secret = ("a secret of more than 32 bytes, no. " + key).getBytes(StandardCharsets.UTF_8);
                at.get(ActorKeyService.class)
                        .create(
                                at.system(),
                                new ResourceId(IdType.ACTOR, actor.id()),
                                new NewActorKey(new KeyMaterial.SharedKey(SecretBytes.copyOf(secret)), null, false));
            }
        }
    }

    private void connections() {
        ActorPrincipal owner = at.system(at.actor("owner"));
        ResourceId open = new ResourceId(
                IdType.CONNECTOR, at.versions("open-1").getFirst().id());
        for (int i = 0; i < EACH; i++) {
            String id = at.get(ConnectionSetup.class)
                    .initiate(
                            owner,
                            new InitiateRequest(open, null, somewhere(), null, Labels.of(labels()), Annotations.NONE))
                    .connectionId();
            if (i % 3 == 0) {
                at.get(ConnectionService.class)
                        .update(
                                owner,
                                new ResourceId(IdType.CONNECTION, id),
                                MetadataChange.replacing(labels(), null),
                                Precondition.NONE);
            }
        }
    }

    private void calls() {
        LoggedCalls calls = at.get(LoggedCalls.class);
        for (int i = 0; i < EACH; i++) {
            calls.recorder().record(call(i));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> calls.recorder().written() == EACH);
    }

    private RequestLogEntry call(int number) {
        return new RequestLogEntry(
                String.format(Locale.ROOT, "req_%026d", number),
                somewhere().value(),
                "proxy",
                "cor_1",
                Instant.ofEpochMilli(1_790_000_000_000L + number / 3),
                12,
                15L,
                null,
                null,
                null,
                null,
                null,
                "GET",
                "https",
                "api.example.test",
                "/x",
                200,
                null,
                "HTTP/1.1",
                0,
                null,
                "HTTP/1.1",
                0,
                null,
                false,
                false,
                false,
                1,
                false,
                labels());
    }

    private void describe() {
        WebhookService webhooks = at.get(WebhookService.class);
        add(
                "webhooks",
                ResourceType.WEBHOOKS,
                found -> new Item(
                        found.id(), found.namespace().value(), found.labels().values()),
                (who, query) -> webhooks.list(who, request(query), Map.of()));
        NamespaceService namespaces = at.get(NamespaceService.class);
        add(
                "namespaces",
                ResourceType.NAMESPACES,
                ListStage::item,
                (who, query) -> namespaces.list(who, request(query), Map.of()));
        add(
                "namespaces?children_of",
                ResourceType.NAMESPACES,
                ListStage::item,
                (who, query) -> namespaces.list(who, request(query), Map.of("children_of", "root")));
        ActorService actors = at.get(ActorService.class);
        add("actors", ResourceType.ACTORS, ListStage::item, (who, query) -> actors.list(who, request(query), Map.of()));
        ConnectionService connections = at.get(ConnectionService.class);
        add(
                "connections",
                ResourceType.CONNECTIONS,
                ListStage::item,
                (who, query) -> connections.list(who, request(query), Map.of()));
        ConnectorService connectors = at.get(ConnectorService.class);
        add(
                "connectors",
                ResourceType.CONNECTORS,
                found -> new Item(
                        found.picked().id(),
                        found.picked().namespace().value(),
                        found.picked().labels().values()),
                (who, query) -> connectors.list(who, request(query), Map.of()));
        versions(connectors);
        RequestLogService log = new RequestLogService(
                new RequestLogQuery(at.get(LoggedCalls.class).database(), at.get(CursorCodec.class)));
        add(
                "request-log",
                ResourceType.REQUEST_LOG,
                row -> new Item(row.requestId(), row.namespace(), row.labels()),
                (who, query) -> log.list(who, RequestLogFilter.NONE, request(query)));
        audit();
        keys(actors);
    }

    private void versions(ConnectorService connectors) {
        Function<ConnectorVersion, Item> item = version -> new Item(
                version.id() + "/" + version.version(),
                version.id(),
                null,
                version.namespace().value(),
                version.labels().values());
        BiFunction<ActorPrincipal, Map<String, String>, Page<ConnectorVersion>> all =
                (who, query) -> connectors.listVersions(who, request(query), Map.of());
        listings.add(listing("connectors/_versions", ResourceType.CONNECTORS, "list/versions", false, true, item, all));
        ResourceId one = new ResourceId(
                IdType.CONNECTOR, at.versions("open-1").getFirst().id());
        listings.add(listing(
                "connectors/{id}/versions",
                ResourceType.CONNECTORS,
                "list/versions",
                true,
                true,
                item,
                (who, query) -> connectors.listVersionsOf(who, one, request(query), Map.of())));
    }

    private void audit() {
        AuditService audit = at.get(AuditService.class);
        AuditFilter none = AuditFilter.parse(QueryParameters.of(Map.of()));
        Function<AuditEntry, Item> item = row -> new Item(row.id(), row.namespace(), Map.of());
        listings.add(listing(
                "audit",
                ResourceType.AUDIT,
                "list",
                false,
                false,
                item,
                (who, query) -> audit.list(who, none, request(query))));
    }

    private void keys(ActorService actors) {
        ActorKeyService keys = at.get(ActorKeyService.class);
        Actor owner = actors.list(at.system(), request(Map.of("limit", "1000")), Map.of()).items().stream()
                .filter(actor -> actor.externalId().equals("actor-3"))
                .findFirst()
                .orElseThrow();
        Function<ActorKeyDetails, Item> item = key -> new Item(
                key.id(), owner.id(), owner.externalId(), owner.namespace().value(), Map.of());
        ResourceId id = new ResourceId(IdType.ACTOR, owner.id());
        listings.add(listing(
                "actors/{id}/keys",
                ResourceType.ACTORS,
                "get",
                true,
                false,
                item,
                (who, query) -> keys.list(who, id, request(query))));
    }

    private <T> void add(
            String route,
            ResourceType resource,
            Function<T, Item> item,
            BiFunction<ActorPrincipal, Map<String, String>, Page<T>> list) {
        listings.add(listing(route, resource, "list", false, true, item, list));
    }

    private <T> Listing listing(
            String route,
            ResourceType resource,
            String verb,
            boolean ofOne,
            boolean labelled,
            Function<T, Item> item,
            BiFunction<ActorPrincipal, Map<String, String>, Page<T>> list) {
        List<Item> items = list.apply(at.system(), Map.of("limit", "1000")).items().stream()
                .map(item)
                .toList();
        return new Listing(
                route,
                resource,
                verb,
                ofOne,
                labelled,
                items,
                (who, query) ->
                        list.apply(who, query).map(found -> item.apply(found).id()));
    }

    private static ListRequest request(Map<String, String> query) {
        return ListRequest.parse(QueryParameters.of(query));
    }

    private static Item item(Namespace namespace) {
        String path = namespace.path().value();
        return new Item(path, path, namespace.labels().values());
    }

    private static Item item(Actor actor) {
        return new Item(
                actor.id(),
                actor.id(),
                actor.externalId(),
                actor.namespace().value(),
                actor.labels().values());
    }

    private static Item item(Connection connection) {
        return new Item(
                connection.id(),
                connection.namespace().value(),
                connection.effectiveLabels().values());
    }
}
