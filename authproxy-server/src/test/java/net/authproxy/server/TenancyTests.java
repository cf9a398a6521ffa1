package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changing and destroying namespaces, labels one by one, conditional requests (contract 1.5, 1.6, 3). */
class TenancyTests {

    @Nested
    class OnSqlite extends Tenancy {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE)
                .withEmbeddedRedis()
                .running(Service.API, Service.ADMIN_API, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Tenancy {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Tenancy {

        private static final Duration PROJECTED = Duration.ofSeconds(5);
        private static final Duration DESTROYED = Duration.ofSeconds(20);

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        private void namespaces(String... paths) {
            for (String path : paths) {
                api().post("/namespaces", Map.of("path", path)).expect(200);
            }
        }

        private String connection(String namespace) {
            return new Connections(this::api, RunningServer.KEY).connect("header", Map.of("into_namespace", namespace));
        }

        private Answer put(String path, Object value, Map<String, String> headers) {
            String json = new tools.jackson.databind.json.JsonMapper().writeValueAsString(Map.of("value", value));
            Map<String, String> all = new java.util.HashMap<>(headers);
            all.put("Content-Type", "application/json");
            return api().send("PUT", path, BodyPublishers.ofString(json), all);
        }

        private Answer put(String path, Object value) {
            return put(path, value, Map.of());
        }

        @Test
        void changesLabelsAndAnnotationsAsAWhole() {
            namespaces("root.pw");
            Answer made = api().patch("/namespaces/root.pw", Map.of("labels", Map.of("a", "1", "b", "2")))
                    .expect(200);
            assertThat(made.header("ETag")).isEqualTo("\"" + made.text("updated_at") + "\"");

            Answer noted = api().patch("/namespaces/root.pw", Map.of("annotations", Map.of("note", "x")))
                    .expect(200);
            assertThat(noted.json().path("labels").path("b").asString()).isEqualTo("2");
            assertThat(noted.text("updated_at")).isGreaterThan(made.text("updated_at"));

            Answer replaced = api().patch("/namespaces/root.pw", Map.of("labels", Map.of("c", "3")))
                    .expect(200);
            assertThat(replaced.json().path("labels").toString()).isEqualTo("{\"c\":\"3\"}");
            assertThat(replaced.json().path("annotations").path("note").asString())
                    .isEqualTo("x");
            api().patch("/namespaces/root.none", Map.of()).expectError(404, "not_found");
            api().patch("/namespaces/root.pw", Map.of("labels", Map.of("authproxy.io/x", "1")))
                    .expectError(400, "reserved_label");
            api().patch("/namespaces/root.pw", Map.of("labels", Map.of("bad key", "1")))
                    .expectError(400, "invalid_label");
        }

        @Test
        void labelsAndAnnotationsAreResourcesOfTheirOwn() {
            namespaces("root.sub");
            String base = "/namespaces/root.sub";
            assertThat(api().get(base + "/labels").expect(200).body()).isEqualTo("{}");
            assertThat(put(base + "/labels/tier", "gold").expect(200).body())
                    .isEqualTo("{\"key\":\"tier\",\"value\":\"gold\"}");
            put(base + "/labels/example.com%2Fteam", "crm").expect(200);
            put(base + "/labels/example.com/region", "").expect(200);
            put(base + "/annotations/note", "ü<&> any text").expect(200);

            assertThat(api().get(base + "/labels").expect(200).body())
                    .isEqualTo("{\"example.com/region\":\"\",\"example.com/team\":\"crm\",\"tier\":\"gold\"}");
            assertThat(api().get(base + "/labels/example.com/team").text("value"))
                    .isEqualTo("crm");
            assertThat(api().get(base + "/labels/example.com%2Fregion")
                            .expect(200)
                            .body())
                    .isEqualTo("{\"key\":\"example.com/region\",\"value\":\"\"}");
            assertThat(api().get(base + "/annotations/note").text("value")).isEqualTo("ü<&> any text");
            api().get(base + "/labels/none").expectError(404, "not_found");

            api().delete(base + "/labels/tier").expect(204);
            api().delete(base + "/labels/tier").expect(204);
            api().delete("/namespaces/root.sub.none/labels/tier").expect(204);
            api().get(base + "/labels/tier").expectError(404, "not_found");
            put(base + "/labels/authproxy.io%2Fx", "1").expectError(400, "reserved_label");
            put(base + "/labels/bad%20key", "1").expectError(400, "invalid_label");
            put(base + "/labels/ok", "not a value").expectError(400, "invalid_label");
            api().send("PUT", base + "/labels/ok", "{}".getBytes(StandardCharsets.UTF_8))
                    .expectError(400, "validation_failed");
            put(base + "/annotations/big", "x".repeat(262_144)).expectError(400, "annotations_too_large");
        }

        @Test
        void actorsKeepTheirSystemLabels() {
            String id = api().get("/actors?external_id=admin")
                    .expect(200)
                    .json()
                    .path("items")
                    .path(0)
                    .path("id")
                    .asString();
            String base = "/actors/" + id;
            put(base + "/labels/tier", "gold").expect(200);

            api().delete(base + "/labels/authproxy.io%2Factor-sync-source").expectError(400, "reserved_label");
            api().patch(base, Map.of("labels", Map.of("authproxy.io/actor-sync-source", "public-key-dir", "x", "1")))
                    .expect(200);
            assertThat(api().get(base + "/labels").expect(200).body())
                    .isEqualTo("{\"authproxy.io/actor-sync-source\":\"public-key-dir\",\"x\":\"1\"}");
            api().patch(base, Map.of("labels", Map.of("authproxy.io/actor-sync-source", "config-list")))
                    .expectError(400, "reserved_label");
            api().patch(base, Map.of("labels", Map.of())).expect(200);
            assertThat(api().get(base + "/labels").body()).contains("public-key-dir");
        }

        @Test
        void connectorLabelsCanBeRead() {
            String id = new Connections(this::api, RunningServer.KEY).connector("header");

            assertThat(api().get("/connectors/" + id + "/labels/type")
                            .expect(200)
                            .text("value"))
                    .isEqualTo("demo-header");
            assertThat(api().get("/connectors/" + id + "/annotations")
                            .expect(200)
                            .body())
                    .isEqualTo("{}");
        }

        @Test
        void changesOfDifferentLabelsDoNotUndoEachOther() throws Exception {
            namespaces("root.par");
            List<Callable<Answer>> writes = new ArrayList<>();
            IntStream.range(0, 24)
                    .forEach(i -> writes.add(() -> put("/namespaces/root.par/labels/k" + i, Integer.toString(i))));

            together(writes).forEach(answer -> answer.expect(200));

            assertThat(api().get("/namespaces/root.par/labels").json().size()).isEqualTo(24);
        }

        @Test
        void changesOnlyWhatTheCallerSaw() throws Exception {
            namespaces("root.etag");
            String seen = api().get("/namespaces/root.etag").header("ETag");
            Map<String, String> ifSeen = Map.of("If-Match", seen);
            put("/namespaces/root.etag/labels/a", "1", ifSeen).expect(200);

            put("/namespaces/root.etag/labels/a", "2", ifSeen).expectError(412, "precondition_failed");
            api().send("DELETE", "/namespaces/root.etag", BodyPublishers.noBody(), ifSeen)
                    .expectError(412, "precondition_failed");
            put("/namespaces/root.etag/labels/a", "2", Map.of("If-Match", "\"x\", " + now("root.etag")))
                    .expect(200);
            put("/namespaces/root.etag/labels/a", "3", Map.of("If-Match", "W/" + now("root.etag")))
                    .expectError(412, "precondition_failed");
            put("/namespaces/root.etag/labels/a", "3", Map.of("If-Match", "*")).expect(200);
            put("/namespaces/root.etag/labels/a", "4", Map.of("If-Match", "not a tag"))
                    .expectError(400, "invalid_header");

            Map<String, String> ifNow = Map.of("If-Match", now("root.etag"));
            List<Callable<Answer>> race = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String value = "r" + i;
                race.add(() -> put("/namespaces/root.etag/labels/a", value, ifNow));
            }
            assertThat(together(race).stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
        }

        private String now(String namespace) {
            return api().get("/namespaces/" + namespace).header("ETag");
        }

        @Test
        void conditionsHoldForActorsAndConnections() {
            namespaces("root.cond");
            String actor = server().admin(Service.ADMIN_API)
                    .post("/actors", Map.of("namespace", "root.cond", "external_id", "a"))
                    .expect(201)
                    .text("id");
            String connection = connection("root.cond");
            for (String path : List.of("/actors/" + actor, "/connections/" + connection)) {
                Map<String, String> ifSeen = Map.of("If-Match", api().get(path).header("ETag"));
                put(path + "/labels/a", "1", ifSeen).expect(200);
                put(path + "/labels/a", "2", ifSeen).expectError(412, "precondition_failed");
                assertThat(api().get(path + "/labels/a").text("value")).isEqualTo("1");
            }
            api().send(
                            "DELETE",
                            "/actors/" + actor,
                            BodyPublishers.noBody(),
                            Map.of("If-Match", "\"2020-01-01T00:00:00.000Z\""))
                    .expectError(412, "precondition_failed");
            api().get("/actors/" + actor).expect(200);
        }

        @Test
        void connectionsShowChangedLabelsOfTheirNamespaces() {
            namespaces("root.proj", "root.proj.a", "root.proj.a.b", "root.projx");
            String deep = connection("root.proj.a.b");
            String beside = connection("root.projx");
            put("/connections/" + deep + "/labels/own", "mine").expect(200);
            put("/namespaces/root.proj/labels/tier", "gold").expect(200);
            put("/namespaces/root.proj.a/labels/tier", "silver").expect(200);
            put("/namespaces/root.proj/labels/own", "not-mine").expect(200);

            Await.until(PROJECTED, () -> effective(deep), labels -> labels.contains("\"tier\":\"silver\""));
            assertThat(effective(deep)).contains("\"own\":\"mine\"");
            assertThat(selected("tier=silver")).containsExactly(deep);
            assertThat(effective(beside)).doesNotContain("tier");

            api().delete("/namespaces/root.proj.a/labels/tier").expect(204);
            Await.until(PROJECTED, () -> effective(deep), labels -> labels.contains("\"tier\":\"gold\""));
            api().patch("/connections/" + deep, Map.of("labels", Map.of())).expect(200);
            assertThat(effective(deep)).contains("\"own\":\"not-mine\"");
        }

        private String effective(String connection) {
            return api().get("/connections/" + connection)
                    .expect(200)
                    .json()
                    .path("effective_labels")
                    .toString();
        }

        private List<String> selected(String selector) {
            List<String> ids = new ArrayList<>();
            api().get("/connections?label_selector=" + selector.replace("=", "%3D"))
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(item -> ids.add(item.path("id").asString()));
            return ids;
        }

        @Test
        void deletesOnlyEmptyNamespaces() {
            namespaces("root.del", "root.del.child");
            server().admin(Service.ADMIN_API)
                    .post("/actors", Map.of("namespace", "root.del", "external_id", "someone"))
                    .expect(201);
            connection("root.del.child");

            Answer refused = api().delete("/namespaces/root.del").expectError(409, "namespace_not_empty");
            assertThat(refused.json().path("counts").toString()).isEqualTo("{\"actors\":1,\"namespaces\":1}");
            assertThat(api().delete("/namespaces/root.del.child")
                            .expectError(409, "namespace_not_empty")
                            .json()
                            .path("counts")
                            .toString())
                    .isEqualTo("{\"connections\":1}");
            api().delete("/namespaces/root").expectError(400, "validation_failed");
            api().delete("/namespaces/root.del?cascade=perhaps").expectError(400, "validation_failed");
            api().delete("/namespaces/root.del.none").expectError(404, "not_found");

            namespaces("root.del.empty");
            api().delete("/namespaces/root.del.empty").expect(204);
            api().get("/namespaces/root.del.empty").expectError(404, "not_found");
            Answer again = api().post("/namespaces", Map.of("path", "root.del.empty", "labels", Map.of("new", "1")))
                    .expect(200);
            assertThat(again.json().path("labels").toString()).isEqualTo("{\"new\":\"1\"}");
        }

        @Test
        void destroysANamespaceWithAllThatIsInIt() {
            namespaces("root.casc", "root.casc.a", "root.casc.a.b", "root.cascade");
            String actor = server().admin(Service.ADMIN_API)
                    .post("/actors", Map.of("namespace", "root.casc.a", "external_id", "tenant"))
                    .expect(201)
                    .text("id");
            List<String> connections = List.of(connection("root.casc"), connection("root.casc.a.b"));
            String beside = connection("root.cascade");

            Answer begun = api().delete("/namespaces/root.casc?cascade=true").expect(202);
            assertThat(begun.text("state")).isEqualTo("destroying");
            api().post("/namespaces", Map.of("path", "root.casc.a.late")).expect(409);

            Await.until(DESTROYED, () -> api().get("/namespaces/root.casc"), answer -> answer.status() == 404);
            api().get("/namespaces/root.casc.a.b").expectError(404, "not_found");
            api().get("/actors/" + actor).expectError(404, "not_found");
            connections.forEach(id -> api().get("/connections/" + id).expectError(404, "not_found"));
            assertThat(api().get("/connections/" + beside).expect(200).text("state"))
                    .isEqualTo("ready");
            assertThat(api().get("/namespaces?state=destroyed&namespace=root.casc.**&order_by=path")
                            .expect(200)
                            .body())
                    .contains("root.casc.a.b");

            namespaces("root.casc", "root.casc.a");
            server().admin(Service.ADMIN_API)
                    .post("/actors", Map.of("namespace", "root.casc.a", "external_id", "tenant"))
                    .expect(201);
            assertThat(api().get("/namespaces?children_of=root.casc")
                            .json()
                            .path("items")
                            .size())
                    .isEqualTo(1);
        }

        private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
            List<Answer> answers = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(calls.size())) {
                for (Future<Answer> future : pool.invokeAll(calls)) {
                    answers.add(future.get());
                }
            }
            return answers;
        }
    }
}
