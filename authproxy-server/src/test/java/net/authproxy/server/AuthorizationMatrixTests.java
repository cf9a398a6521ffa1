package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.server.MatrixRoutes.Kind;
import net.authproxy.server.MatrixRoutes.Row;
import net.authproxy.testsupport.DatabaseProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the committed OpenAPI files, asked by the twelve callers who must not (security A1), and by one who
 * may, so that a request that can never work does not count as a refusal.
 */
class AuthorizationMatrixTests {

    @Nested
    class OnSqlite extends Matrix {

        @RegisterExtension
        static final RunningServer SERVER =
                SessionServers.on(DatabaseProvider.SQLITE).withEmbeddedRedis();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Matrix {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    /** Sends a request as somebody. */
    @FunctionalInterface
    private interface Sender {

        Answer send(String method, String path, BodyPublisher body, Map<String, String> headers);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Matrix {

        private static final JsonMapper JSON = JsonMapper.builder().build();
        /** The demo connectors have no annotations, callers with tokens no sessions, and no task lies still. */
        private static final Set<String> NOT_THERE = Set.of(
                "annotationOfConnector",
                "endOwnSession",
                "endSession",
                "getQueuedTask",
                "runTask",
                "archiveTask",
                "cancelTask",
                "deleteTask");

        private static final Set<Integer> REFUSED = Set.of(401, 403, 404);

        private final Map<String, String> actors = new HashMap<>();
        private @Nullable MatrixThings prepared;
        private final Map<Service, String> cookies = new EnumMap<>(Service.class);

        abstract RunningServer server();

        private MatrixThings things() {
            return Objects.requireNonNull(prepared);
        }

        @Test
        void nobodyGetsMoreThanHisPermissions() {
            List<MatrixOperation> operations = MatrixOperation.all();
            prepared = new MatrixThings(server()).prepare("root.m");
            String before = state();
            List<String> surprises = new ArrayList<>();
            int asked = 0;
            for (MatrixOperation operation : operations) {
                for (Map.Entry<String, Sender> caller : strangers(operation).entrySet()) {
                    asked++;
                    String complaint = complaint(operation, caller.getKey(), send(operation, caller.getValue()));
                    if (complaint != null) {
                        surprises.add(operation + " as " + caller.getKey() + ": " + complaint);
                    }
                }
            }

            assertThat(surprises).isEmpty();
            assertThat(asked).isGreaterThan(operations.size() * 8);
            assertThat(state()).as("nothing has changed").isEqualTo(before);
        }

        @Test
        void theRequestsWorkForWhoMay() {
            List<String> refused = new ArrayList<>();
            for (Service service : MatrixOperation.SERVICES) {
                prepared = new MatrixThings(server())
                        .prepare("root." + service.name().toLowerCase(Locale.ROOT));
                for (MatrixOperation operation : MatrixOperation.all()) {
                    if (operation.service() == service
                            && operation.row().kind() != Kind.OWN
                            && operation.row().kind() != Kind.PUBLIC) {
                        Answer answer = send(operation, allowed(operation)::send);
                        boolean missing = NOT_THERE.contains(operation.id());
                        if (REFUSED.contains(answer.status()) && !missing) {
                            refused.add(operation + ": " + answer.status() + " " + answer.body());
                        }
                    }
                }
            }

            assertThat(refused).isEmpty();
        }

        @Test
        void whatIsNotOnPublicIsNotThere() {
            prepared = new MatrixThings(server()).prepare("root.p");
            List<String> answered = new ArrayList<>();
            for (MatrixOperation operation : MatrixOperation.notOnPublic()) {
                Answer answer = send(operation, server().admin(Service.PUBLIC)::send);
                // 405 where a path is there for reading.
                if (answer.status() != 404 && !(answer.status() == 405 && readable(operation))) {
                    answered.add(operation.id() + " " + answer.code());
                }
            }

            // There "_versions" and "_validate" are ids, and not good ones.
            assertThat(answered)
                    .containsExactlyInAnyOrder(
                            "listAllConnectorVersions invalid_id", "validateDefinition method_not_allowed");
        }

        private static boolean readable(MatrixOperation operation) {
            return !operation.method().equals("GET")
                    && MatrixOperation.all().stream()
                            .anyMatch(other -> other.service() == Service.PUBLIC
                                    && other.path().equals(operation.path()));
        }

        /** What a successful attack would change. */
        private String state() {
            Caller admin = server().admin(Service.ADMIN_API);
            String children = things().fill("/namespaces?namespace={base}.**&order_by=path");
            return java.util.stream.Stream.of(
                            children,
                            "/actors/{actor}",
                            "/connections/{connection}",
                            "/connectors/{own}/versions",
                            "/connectors?namespace={ns}.**",
                            "/webhooks/{webhook}",
                            "/webhooks/{webhook}/deliveries",
                            "/actors?namespace={ns}.**")
                    .map(path -> admin.get(things().fill(path)).expect(200).body())
                    .collect(Collectors.joining("\n"));
        }

        private Answer send(MatrixOperation operation, Sender sender) {
            String body = operation.row().body();
            Map<String, String> headers = body == null ? Map.of() : Map.of("Content-Type", "application/json");
            return sender.send(
                    operation.method(),
                    things().fill(operation.row().path()),
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(things().fill(body)),
                    headers);
        }

        private Map<String, Sender> strangers(MatrixOperation operation) {
            Map<String, Sender> senders = new TreeMap<>(byCookie(operation));
            byToken(operation).forEach((name, caller) -> senders.put(name, caller::send));
            return senders;
        }

        /** Pages of somebody else in the browser of one who may do everything. */
        private Map<String, Sender> byCookie(MatrixOperation operation) {
            Map<String, Sender> senders = new TreeMap<>();
            if (operation.service() == Service.API || operation.isPage()) {
                return senders;
            }
            String cookie = cookies.computeIfAbsent(
                    operation.service(),
                    service -> SessionServers.signedIn(server(), service).cookie());
            if (operation.needsXsrfToken()) {
                senders.put("cookie without XSRF token", byCookie(operation, cookie, Map.of()));
            }
            senders.put("cross-site with cookie", byCookie(operation, cookie, Map.of("Sec-Fetch-Site", "cross-site")));
            return senders;
        }

        private Sender byCookie(MatrixOperation operation, String cookie, Map<String, String> more) {
            Caller caller = server().admin(operation.service()).with("");
            return (method, path, body, headers) -> {
                Map<String, String> all = new HashMap<>(headers);
                all.put("Cookie", cookie);
                all.putAll(more);
                return caller.send(method, path, body, all);
            };
        }

        private Map<String, Caller> byToken(MatrixOperation operation) {
            Row row = operation.row();
            Service service = operation.service();
            String base = things().get("base");
            Map<String, Caller> callers = new TreeMap<>();
            if (row.kind() == Kind.PUBLIC) {
                return callers;
            }
            Caller admin = server().admin(service);
            callers.put("nobody", admin.with(""));
            callers.put(
                    "expired",
                    admin.with(server().adminToken(service)
                            .with("exp", Instant.now().minusSeconds(600).getEpochSecond())
                            .with("iat", Instant.now().minusSeconds(900).getEpochSecond())
                            .sign(server().adminKey)));
            callers.put(
                    "wrong audience",
                    admin.with(
                            server().adminToken(service).with("aud", "worker").sign(server().adminKey)));
            if (row.kind() == Kind.OPEN) {
                return callers;
            }
            callers.put("no permission", as(service, List.of()));
            if (row.kind() == Kind.OWN) {
                return callers;
            }
            String target = row.ofRoot() ? "root" : base + ".target";
            callers.put("wrong verb", as(service, List.of(permission(target + ".**", row.resource(), others(row)))));
            if (row.kind() == Kind.ANYWHERE) {
                return callers;
            }
            callers.put("sibling", inNamespace(operation, base + ".sibling.**"));
            callers.put("prefix-named", inNamespace(operation, base + ".targetx.**"));
            callers.put("child only", inNamespace(operation, row.ofRoot() ? base + ".**" : target + ".child.**"));
            if (!row.ofRoot()) {
                callers.put("parent only", inNamespace(operation, base));
            }
            Map<String, Object> otherId =
                    new HashMap<>(permission(target + ".**", row.resource(), List.of(row.verb())));
            otherId.put("resource_ids", List.of("other-id-of-another-thing"));
            callers.put("other id", as(service, List.of(otherId)));
            return callers;
        }

        private static List<Verb> others(Row row) {
            boolean setUp = row.path().matches(".*/_(setup_step|submit|abort|retry|data_source/.*)");
            return row.resource().verbs().stream()
                    .filter(verb -> verb != row.verb())
                    // Contract 7.1: create will do as well.
                    .filter(verb -> !setUp || verb != Verb.CREATE)
                    .toList();
        }

        private Caller inNamespace(MatrixOperation operation, String matcher) {
            return as(
                    operation.service(),
                    List.of(Map.of("namespace", matcher, "resources", List.of("*"), "verbs", List.of("*"))));
        }

        private Caller allowed(MatrixOperation operation) {
            Row row = operation.row();
            String namespace = row.ofRoot() ? "root" : things().get("ns") + ".**";
            return as(operation.service(), List.of(permission(namespace, row.resource(), List.of(row.verb()))));
        }

        private static Map<String, Object> permission(String namespace, ResourceType resource, List<Verb> verbs) {
            return Map.of(
                    "namespace",
                    namespace,
                    "resources",
                    List.of(resource.text()),
                    "verbs",
                    verbs.isEmpty()
                            ? List.of("get")
                            : verbs.stream().map(Verb::text).toList());
        }

        /** An actor with exactly these permissions, made once. */
        private Caller as(Service service, List<?> permissions) {
            String name = actors.computeIfAbsent(JSON.writeValueAsString(permissions), key -> {
                String made = "caller-" + actors.size();
                server().admin(Service.ADMIN_API)
                        .post("/actors", Map.of("namespace", "root", "external_id", made, "permissions", permissions))
                        .expect(201);
                return made;
            });
            return server().as(service, "root", name);
        }

        /** What is wrong with the answer; absent if it is as contract 1.2 wants it. */
        private @Nullable String complaint(MatrixOperation operation, String caller, Answer answer) {
            Set<Integer> wanted = wanted(operation.row().kind(), caller);
            if (!wanted.contains(answer.status())) {
                return answer.status() + " instead of " + wanted + ": " + answer.body();
            }
            if (operation.row().kind() == Kind.ROOT
                    && answer.status() == 200
                    && !answer.body().equals("{\"items\":[]}")) {
                return "shows something: " + answer.body();
            }
            if (caller.contains("cookie") && !answer.code().equals("xsrf_missing")) {
                return "refused for another reason: " + answer.body();
            }
            boolean shows = answer.status() == 200
                    && operation.row().kind() == Kind.LIST
                    && java.util.stream.Stream.of("actor", "connection", "entry", "connector", "webhook")
                            .map(things()::get)
                            .anyMatch(answer.body()::contains);
            boolean showsNamespace = answer.status() == 200
                    && operation.id().equals("listNamespaces")
                    && answer.body().contains("\"" + things().get("ns") + "\"");
            return shows || showsNamespace ? "shows the target: " + answer.body() : null;
        }

        private static Set<Integer> wanted(Kind kind, String caller) {
            return switch (caller) {
                case "nobody", "expired", "wrong audience" -> Set.of(401);
                case "cookie without XSRF token", "cross-site with cookie" -> Set.of(403);
                case "no permission" -> kind == Kind.OWN ? Set.of(403, 400) : Set.of(403);
                case "wrong verb" -> Set.of(403);
                case "other id" ->
                    switch (kind) {
                        case LIST -> Set.of(200);
                        case ROOT -> Set.of(200, 403);
                        default -> Set.of(403);
                    };
                default ->
                    switch (kind) {
                        case LIST -> Set.of(200);
                        case CREATE -> Set.of(400, 403, 404);
                        case IDEMPOTENT_DELETE -> Set.of(204);
                        case ROOT -> Set.of(403, 404);
                        case OBJECT, ANYWHERE, OPEN, OWN, PUBLIC -> Set.of(404);
                    };
            };
        }
    }
}
