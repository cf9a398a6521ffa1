package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the committed OpenAPI files, asked by callers who must not (security A1), and by one who may, so that
 * a request that can never work does not count as a refusal.
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

    /** An operation as it is sent to one service. */
    private record Operation(Service service, String id, String method, Row row) {

        @Override
        public String toString() {
            return service.id() + " " + id;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Matrix {

        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
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
        private final Map<String, String> things = new TreeMap<>();

        abstract RunningServer server();

        @Test
        void nobodyGetsMoreThanHisPermissions() throws IOException {
            List<Operation> operations = operations();
            prepare("root.m");
            String before = state();
            List<String> surprises = new ArrayList<>();
            int asked = 0;
            for (Operation operation : operations) {
                for (Map.Entry<String, Caller> caller : strangers(operation).entrySet()) {
                    asked++;
                    String complaint = complaint(operation, caller.getKey(), send(operation, caller.getValue()));
                    if (complaint != null) {
                        surprises.add(operation + " as " + caller.getKey() + ": " + complaint);
                    }
                }
            }

            assertThat(surprises).isEmpty();
            assertThat(asked).isGreaterThan(operations.size() * 7);
            assertThat(state()).as("nothing has changed").isEqualTo(before);
        }

        @Test
        void theRequestsWorkForWhoMay() throws IOException {
            List<String> refused = new ArrayList<>();
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                prepare("root." + service.name().toLowerCase(Locale.ROOT));
                for (Operation operation : operations()) {
                    if (operation.service() == service
                            && operation.row().kind() != Kind.OWN
                            && operation.row().kind() != Kind.PUBLIC) {
                        Answer answer = send(operation, allowed(operation));
                        boolean missing = NOT_THERE.contains(operation.id());
                        if (REFUSED.contains(answer.status()) && !missing) {
                            refused.add(operation + ": " + answer.status() + " " + answer.body());
                        }
                    }
                }
            }

            assertThat(refused).isEmpty();
        }

        /** All operations of both files; one without a row fails. */
        private static List<Operation> operations() throws IOException {
            Map<String, Row> rows = MatrixRoutes.byOperation();
            List<Operation> operations = new ArrayList<>();
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                Path file =
                        Path.of(System.getProperty("authproxy.root", ".."), "docs", "openapi", service.id() + ".json");
                JsonNode paths = JSON.readTree(Files.readString(file)).path("paths");
                Map<String, Operation> described = new HashMap<>();
                paths.forEach(path -> path.properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> {
                            String id = member.getValue().path("operationId").asString();
                            Row row = rows.get(id);
                            assertThat(row).as("no row in the matrix for " + id).isNotNull();
                            described.put(
                                    id,
                                    new Operation(service, id, member.getKey().toUpperCase(Locale.ROOT), row));
                        }));
                rows.keySet().stream()
                        .filter(described::containsKey)
                        .map(described::get)
                        .forEach(operations::add);
            }
            return operations;
        }

        /** A tenant with one thing of each kind. */
        private void prepare(String base) {
            Caller admin = server().admin(Service.ADMIN_API);
            Caller api = server().admin(Service.API);
            things.put("base", base);
            things.put("ns", base + ".target");
            for (String path : List.of("", ".target", ".target.child", ".sibling", ".targetx")) {
                api.post("/namespaces", Map.of("path", base + path)).expect(200);
            }
            things.put(
                    "actor",
                    admin.post("/actors", Map.of("namespace", things.get("ns"), "external_id", "victim"))
                            .expect(201)
                            .text("id"));
            things.put(
                    "key",
                    admin.post(
                                    fill("/actors/{actor}/keys"),
                                    Map.of("shared_key", Map.of("value", "another-secret-of-32-bytes-or-more-2b7d")))
                            .expect(201)
                            .text("id"));
            Connections connections = new Connections(() -> api, RunningServer.KEY);
            Map<String, Object> there = Map.of("into_namespace", things.get("ns"));
            things.put("connector", connections.connector("header"));
            things.put("connection", connections.connect("header", there));
            String ending = connections.connect("header", there);
            things.put(
                    "task",
                    api.post("/connections/" + ending + "/_disconnect", Map.of())
                            .expect(200)
                            .text("task_id"));
            for (String path : List.of("/namespaces/{ns}", "/actors/{actor}", "/connections/{connection}")) {
                put(api, fill(path) + "/labels/kept");
                put(api, fill(path) + "/annotations/kept");
            }
            api.get("/connections/" + things.get("connection") + "/_proxy_raw/header/echo");
            things.put(
                    "entry",
                    Await.until(
                                    Duration.ofSeconds(10),
                                    () -> api.get("/request-log?connection_id=" + things.get("connection")),
                                    answer -> answer.body().contains("\"req_"))
                            .json()
                            .path("items")
                            .path(0)
                            .path("request_id")
                            .asString());
        }

        private static void put(Caller caller, String path) {
            caller.send("PUT", path, "{\"value\":\"1\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .expect(200);
        }

        /** What a successful attack would change. */
        private String state() {
            Caller admin = server().admin(Service.ADMIN_API);
            String children = fill("/namespaces?namespace={base}.**&order_by=path");
            return java.util.stream.Stream.of(
                            children, "/actors/{actor}", "/connections/{connection}", "/actors?namespace={ns}.**")
                    .map(path -> admin.get(fill(path)).expect(200).body())
                    .collect(Collectors.joining("\n"));
        }

        private String fill(String text) {
            String filled = text.replace('\'', '"');
            for (Map.Entry<String, String> thing : things.entrySet()) {
                filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
            }
            return filled;
        }

        private Answer send(Operation operation, Caller caller) {
            String body = operation.row().body();
            String path = fill(operation.row().path());
            return body == null
                    ? caller.send(operation.method(), path, BodyPublishers.noBody(), Map.of())
                    : caller.send(
                            operation.method(),
                            path,
                            BodyPublishers.ofString(fill(body)),
                            Map.of("Content-Type", "application/json"));
        }

        private Map<String, Caller> strangers(Operation operation) {
            Row row = operation.row();
            Service service = operation.service();
            String base = things.getOrDefault("base", "");
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
            boolean setUp = row.path().matches(".*/_(setup_step|submit|abort)");
            return row.resource().verbs().stream()
                    .filter(verb -> verb != row.verb())
                    // Contract 7.1: create will do as well.
                    .filter(verb -> !setUp || verb != Verb.CREATE)
                    .toList();
        }

        private Caller inNamespace(Operation operation, String matcher) {
            return as(
                    operation.service(),
                    List.of(Map.of("namespace", matcher, "resources", List.of("*"), "verbs", List.of("*"))));
        }

        private Caller allowed(Operation operation) {
            Row row = operation.row();
            String namespace = row.ofRoot() ? "root" : things.get("ns") + ".**";
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
        private @Nullable String complaint(Operation operation, String caller, Answer answer) {
            Set<Integer> wanted = wanted(operation.row().kind(), caller);
            if (!wanted.contains(answer.status())) {
                return answer.status() + " instead of " + wanted + ": " + answer.body();
            }
            if (operation.row().kind() == Kind.ROOT
                    && answer.status() == 200
                    && !answer.body().equals("{\"items\":[]}")) {
                return "shows something: " + answer.body();
            }
            boolean shows = answer.status() == 200
                    && operation.row().kind() == Kind.LIST
                    && java.util.stream.Stream.of("actor", "connection", "entry", "connector")
                            .map(things::get)
                            .anyMatch(answer.body()::contains);
            boolean showsNamespace = answer.status() == 200
                    && operation.id().equals("listNamespaces")
                    && answer.body().contains("\"" + things.get("ns") + "\"");
            return shows || showsNamespace ? "shows the target: " + answer.body() : null;
        }

        private static Set<Integer> wanted(Kind kind, String caller) {
            return switch (caller) {
                case "nobody", "expired", "wrong audience" -> Set.of(401);
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
                        case OBJECT, OPEN, OWN, PUBLIC -> Set.of(404);
                    };
            };
        }
    }
}
