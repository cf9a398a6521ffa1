package net.authproxy.core.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.setup.InitiateRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.webhook.EventPatterns;
import net.authproxy.core.webhook.NewWebhook;
import net.authproxy.core.webhook.Webhook;
import net.authproxy.core.webhook.WebhookConfiguration;
import net.authproxy.core.webhook.WebhookService;
import net.authproxy.testsupport.RedisExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every list against a model of the access rules that shares no code with it (security A2): random permissions, narrowing,
 * namespace filters and selectors. {@code -Dauthproxy.full=true} tries as many as the goal asks for.
 */
class ListModelTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private static final int TRIES = Boolean.getBoolean("authproxy.full") ? 100_000 : 250;

    @ParameterizedTest
    @EnumSource
    void everyListShowsWhatTheModelShows(DatabaseKind kind) {
        Random random = new Random(20_261_124);
        Map<String, Integer> shown = new TreeMap<>();
        try (ListStage stage = ListStage.open(kind, random)) {
        Vertx vertx = Vertx.vertx();
        try (TestTasks tasks = new TestTasks(redis);
                OutboundHttpClient http = new OutboundHttpClient(vertx, null, 1);
                Installation at = Installation.open(
                        kind,
                        new CoreContext.Setup()
                                .bean(TaskQueue.class, tasks.queue())
                                .bean(OutboundHttpClient.class, http),
                        WebhookConfiguration.class)) {
            List<Listing> listings = fill(at, random);
            int shown = 0;
            for (int i = 0; i < TRIES; i++) {
                for (Listing listing : stage.listings()) {
                    shown.merge(listing.route(), compare(listing, random), Integer::sum);
                }
            }
            assertThat(shown)
                    .as("lists must show something, or nothing was compared")
                    .isGreaterThan(TRIES);
        } finally {
            var unused = vertx.close();
        }
        assertThat(shown)
                .as("every list must show something, or nothing was compared")
                .hasSize(ListStage.LISTS)
                .allSatisfy((route, items) -> assertThat(items).isGreaterThan(TRIES / 25));
        assertThat(shown.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10 * TRIES);
    }

    private static int compare(Listing listing, Random random) {
        List<Permission> permissions = permissions(random, listing);
        @Nullable List<Permission> narrowing = random.nextInt(3) == 0 ? permissions(random, listing) : null;
        String namespace = listing.labelled() && random.nextInt(3) == 0 ? matcher(random) : null;
        Term selector = listing.labelled() && random.nextInt(2) == 0 ? Term.random(random) : null;
        ActorPrincipal caller = new ActorPrincipal(
                "act_x", "x", NamespacePath.ROOT, set(permissions), narrowing == null ? null : set(narrowing), null);
        List<ListModel.Item> visible = ListModel.visible(listing, permissions, narrowing);
        List<String> expected = visible.stream()
                .filter(item -> namespace == null || ListModel.covers(namespace, item.namespace()))
                .filter(item -> selector == null || selector.matches(item.labels()))
                .map(ListModel.Item::id)
                .sorted()
                .toList();
        Map<String, String> query = new HashMap<>(Map.of("limit", limit(random)));
        if (namespace != null) {
            query.put("namespace", namespace);
        }
        if (selector != null) {
            query.put("label_selector", selector.text());
        }
        boolean never = !ListModel.mayList(listing, permissions)
                || (narrowing != null && !ListModel.mayList(listing, narrowing))
                || (listing.ofOne() && visible.isEmpty());
        // What actor and token leave together may be nothing at all: then a refusal is as right as an empty page.
        boolean always = !never && (narrowing == null || listing.ofOne());

        assertThat(all(listing, caller, query, never, always))
                .as("%s by %s narrowed to %s, %s", listing, permissions, narrowing, query)
                .isEqualTo(expected);
        return expected.size();
    }

    /** Mostly wide pages, as every page costs a query. */
    private static String limit(Random random) {
        return Integer.toString(1 + random.nextInt(random.nextInt(3) == 0 ? 20 : 200));
    }

    /** Everything the list shows, page by page; nothing when it is refused, which it must be if it may be. */
    private static List<String> all(
            Listing listing, ActorPrincipal caller, Map<String, String> query, boolean never, boolean always) {
        List<String> ids = new ArrayList<>();
        try {
            Page<String> page = listing.ask().apply(caller, query);
            ids.addAll(page.items());
            while (page.cursor() != null) {
                assertThat(page.items())
                        .as("a page before the last is full")
                        .hasSize(Integer.parseInt(query.get("limit")));
                page = listing.ask().apply(caller, Map.of("cursor", page.cursor()));
                ids.addAll(page.items());
            }
            assertThat(never).as("must be refused: %s", listing).isFalse();
        } catch (AuthProxyException e) {
            assertThat(e.code())
                    .isIn(ErrorCode.PERMISSION_DENIED, listing.ofOne() ? ErrorCode.NOT_FOUND : e.code())
                    .isIn(ErrorCode.PERMISSION_DENIED, ErrorCode.NOT_FOUND);
            assertThat(always).as("must not be refused: %s", listing).isFalse();
        }
        return ids.stream().sorted().toList();
    }

    private static PermissionSet set(List<Permission> permissions) {
        return PermissionSet.of(permissions, "x", Map.of());
    }

    private static List<Permission> permissions(Random random, Listing listing) {
        List<Permission> permissions = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String resource = listing.resource().text();
            permissions.add(new Permission(
                    matcher(random),
                    List.of(pick(random, "*", resource, resource, "audit")),
                    ids(random, listing.items()),
                    random.nextInt(4) == 0 ? List.of("get", "update") : List.of(pick(random, "*", listing.verb()))));
        }
        return permissions;
    }

    private static List<String> ids(Random random, List<ListModel.Item> items) {
        List<String> ids = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            ListModel.Item item = items.get(random.nextInt(items.size()));
            String other = item.otherName();
            ids.add(other != null && random.nextBoolean() ? other : item.name());
        }
        return ids;
    }

    private static String matcher(Random random) {
        return ListStage.PATHS.get(random.nextInt(ListStage.PATHS.size())) + pick(random, "", ".**");
    }

    static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static Map<String, String> labels(Random random) {
        Map<String, String> labels = new HashMap<>();
        for (String key : List.of("env", "tier", "example.com/x")) {
            if (random.nextBoolean()) {
                labels.put(key, pick(random, "", "a", "b", "A"));
            }
        }
        return labels;
    }

    private static List<Listing> fill(Installation at, Random random) {
        at.load(OPEN);
        NamespaceService namespaces = at.get(NamespaceService.class);
        for (String path : PATHS.subList(1, PATHS.size())) {
            namespaces.create(at.system(), new NamespacePath(path), Labels.of(labels(random)), Annotations.NONE);
        }
        ConnectorVersion open = at.versions("open").getFirst();
        for (int i = 0; i < 40; i++) {
            NamespacePath there = new NamespacePath(PATHS.get(random.nextInt(PATHS.size())));
            at.get(ActorService.class)
                    .create(
                            at.system(),
                            new NewActor(there, "actor-" + i, List.of(), Labels.of(labels(random)), Annotations.NONE));
        }
        ActorPrincipal owner = at.system(at.actor("owner"));
        for (int i = 0; i < 40; i++) {
            NamespacePath there = new NamespacePath(PATHS.get(random.nextInt(PATHS.size())));
            at.get(ConnectionSetup.class)
                    .initiate(
                            owner,
                            new InitiateRequest(
                                    new ResourceId(IdType.CONNECTOR, open.id()),
                                    null,
                                    there,
                                    null,
                                    Labels.of(labels(random)),
                                    Annotations.NONE));
        }
        for (int i = 0; i < 40; i++) {
            at.get(WebhookService.class)
                    .create(
                            at.system(),
                            new NewWebhook(
                                    new NamespacePath(PATHS.get(random.nextInt(PATHS.size()))),
                                    "https://api.example.com/" + i,
                                    new EventPatterns(List.of("connection.*")),
                                    LabelSelector.EVERYTHING,
                                    null,
                                    Labels.of(labels(random)),
                                    Annotations.NONE));
        }
        return listings(at);
    }

    private static List<Listing> listings(Installation at) {
        Caller caller = new Caller();
        caller.principal = at.system();
        NamespaceService namespaces = at.get(NamespaceService.class);
        ActorService actors = at.get(ActorService.class);
        ConnectionService connections = at.get(ConnectionService.class);
        ConnectorService connectors = at.get(ConnectorService.class);
        WebhookService webhooks = at.get(WebhookService.class);
        ListRequest everything = request(Map.of("limit", "1000"));
        return List.of(
                new Listing(
                        ResourceType.NAMESPACES,
                        namespaces.list(at.system(), everything, Map.of()).items().stream()
                                .map(ListModelTests::item)
                                .toList(),
                        query -> namespaces
                                .list(caller.get(), request(query), Map.of())
                                .map(found -> found.path().value()),
                        caller),
                new Listing(
                        ResourceType.ACTORS,
                        actors.list(at.system(), everything, Map.of()).items().stream()
                                .map(ListModelTests::item)
                                .toList(),
                        query -> actors.list(caller.get(), request(query), Map.of())
                                .map(Actor::id),
                        caller),
                new Listing(
                        ResourceType.CONNECTIONS,
                        connections.list(at.system(), everything, Map.of()).items().stream()
                                .map(ListModelTests::item)
                                .toList(),
                        query -> connections
                                .list(caller.get(), request(query), Map.of())
                                .map(Connection::id),
                        caller),
                new Listing(
                        ResourceType.CONNECTORS,
                        connectors.list(at.system(), everything, Map.of()).items().stream()
                                .map(found -> new Item(
                                        found.picked().id(),
                                        found.picked().namespace().value(),
                                        found.picked().labels().values()))
                                .toList(),
                        query -> connectors
                                .list(caller.get(), request(query), Map.of())
                                .map(found -> found.picked().id()),
                        caller),
                new Listing(
                        ResourceType.WEBHOOKS,
                        webhooks.list(at.system(), everything, Map.of()).items().stream()
                                .map(found -> new Item(
                                        found.id(),
                                        found.namespace().value(),
                                        found.labels().values()))
                                .toList(),
                        query -> webhooks.list(caller.get(), request(query), Map.of())
                                .map(Webhook::id),
                        caller));
    }

    private static ListRequest request(Map<String, String> query) {
        return ListRequest.parse(QueryParameters.of(query));
    }

    private static Item item(Namespace namespace) {
        return new Item(
                namespace.path().value(),
                namespace.path().value(),
                namespace.labels().values());
    }

    private static Item item(Actor actor) {
        return new Item(actor.id(), actor.namespace().value(), actor.labels().values());
    }

    private static Item item(Connection connection) {
        return new Item(
                connection.id(),
                connection.namespace().value(),
                connection.effectiveLabels().values());
    }

    /** One condition, told apart from the product's parser: text and meaning side by side. */
    private record Term(String text, java.util.function.Predicate<Map<String, String>> meaning) {

        static Term random(Random random) {
            String key = pick(random, "env", "tier", "example.com/x", "none");
            String value = pick(random, "a", "b", "A");
            return switch (random.nextInt(5)) {
                case 0 -> new Term(key, labels -> labels.get(key) != null);
                case 1 -> new Term("!" + key, labels -> labels.get(key) == null);
                case 2 -> new Term(key + "=" + value, labels -> value.equals(labels.get(key)));
                case 3 -> new Term(key + "!=" + value, labels -> !value.equals(labels.get(key)));
                default ->
                    new Term(
                            key + " in (" + value + ",)",
                            labels -> value.equals(labels.get(key)) || "".equals(labels.get(key)));
            };
        }

        boolean matches(Map<String, String> labels) {
            return meaning.test(labels);
        }
    }

    /** Contract 3 and 4.3 to 4.5 once more, in the plainest words. */
    private static final class Model {

        static boolean covers(String matcher, String path) {
            if (!matcher.endsWith(".**")) {
                return matcher.equals(path);
            }
            String base = matcher.substring(0, matcher.length() - 3);
            return path.equals(base) || path.startsWith(base + ".");
        }

        static boolean lists(Permission permission, ResourceType resource) {
            return (permission.resources().contains("*")
                            || permission.resources().contains(resource.text()))
                    && (permission.verbs().contains("*") || permission.verbs().contains("list"));
        }

        static boolean mayList(ResourceType resource, List<Permission> permissions) {
            return permissions.stream().anyMatch(permission -> lists(permission, resource));
        }

        static boolean allows(List<Permission> permissions, ResourceType resource, Item item) {
            return permissions.stream()
                    .anyMatch(permission -> lists(permission, resource)
                            && covers(permission.namespace(), item.namespace())
                            && (permission.resourceIds().isEmpty()
                                    || permission.resourceIds().contains(item.id())));
        }

        static List<Item> visible(Listing listing, List<Permission> permissions, @Nullable List<Permission> narrowing) {
            return listing.items().stream()
                    .filter(item -> allows(permissions, listing.resource(), item))
                    .filter(item -> narrowing == null || allows(narrowing, listing.resource(), item))
                    .toList();
        }
    }
}
