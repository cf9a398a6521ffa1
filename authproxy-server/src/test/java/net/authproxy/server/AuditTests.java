package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.json.CanonicalJson;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The audit trail over HTTP: what leaves a row, who may read it, and that the chain holds (contract 10.5). */
class AuditTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        private Caller adminApi() {
            return server().admin(Service.ADMIN_API);
        }

        /** The rows of one thing, the oldest first, once all are sealed. */
        private List<JsonNode> rows(String filter) {
            JsonNode page = Await.until(
                    SOON,
                    () -> api().get("/audit?limit=1000&order_by=seq&" + filter)
                            .expect(200)
                            .json(),
                    found -> found.path("items").valueStream().allMatch(row -> row.has("hash")));
            return page.path("items").valueStream().toList();
        }

        private List<String> actions(String filter) {
            return rows(filter).stream()
                    .map(row -> row.path("action").asString(""))
                    .toList();
        }

        private int execute(String sql) {
            try (Connection connection = server().openDatabase();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void everyChangeSaysWhoDidItOverWhichRequest() {
            Answer made = api().post("/namespaces", Map.of("path", "root.aud")).expect(200);
            api().post("/namespaces", Map.of("path", "root.aud")).expectError(409, "already_exists");

            JsonNode me = api().get("/me").expect(200).json().path("actor");
            assertThat(rows("resource_id=root.aud")).singleElement().satisfies(row -> {
                assertThat(row.path("action").asString()).isEqualTo("namespaces.create");
                assertThat(row.path("resource_type").asString()).isEqualTo("namespaces");
                assertThat(row.path("outcome").asString()).isEqualTo("success");
                assertThat(row.path("namespace").asString()).isEqualTo("root.aud");
                assertThat(row.path("actor_id").asString())
                        .isEqualTo(me.path("id").asString());
                assertThat(row.path("actor_external_id").asString()).isEqualTo(RunningServer.ADMIN);
                assertThat(row.path("service").asString()).isEqualTo("api");
                assertThat(row.path("request_id").asString()).isEqualTo(made.header("X-AuthProxy-Request-Id"));
                assertThat(row.path("remote_ip").asString()).isEqualTo("127.0.0.1");
                assertThat(row.path("after_hash").asString()).hasSize(64);
                assertThat(row.has("before_hash")).isFalse();
            });
        }

        @Test
        void anActorsLifeIsOnRecord() {
            String id = adminApi()
                    .post("/actors", Map.of("namespace", "root", "external_id", "audited"))
                    .expect(201)
                    .text("id");
            adminApi()
                    .patch("/actors/" + id, Map.of("labels", Map.of("a", "b")))
                    .expect(200);
            api().delete("/actors/" + id).expect(204);
            api().delete("/actors/" + id).expect(204);

            List<JsonNode> rows = rows("resource_id=" + id);
            assertThat(actions("resource_id=" + id)).containsExactly("actors.create", "actors.update", "actors.delete");
            assertThat(rows.get(1).path("before_hash")).isEqualTo(rows.get(0).path("after_hash"));
            assertThat(rows.get(2).path("before_hash")).isEqualTo(rows.get(1).path("after_hash"));
            assertThat(rows.get(1).path("service").asString()).isEqualTo("admin-api");
        }

        @Test
        void aConnectionsLifeIsOnRecordWithoutItsKey() {
            String id = new Connections(this::api, RunningServer.KEY)
                    .connect("header", Map.of("into_namespace", "root.made_by_initiate"));
            api().patch("/connections/" + id, Map.of("labels", Map.of("a", "b")))
                    .expect(200);
            api().post("/connections/" + id + "/_disconnect", Map.of()).expect(200);
            String aborted = api().post(
                            "/connections/_initiate",
                            Map.of("connector_id", new Connections(this::api, "").connector("bearer")))
                    .expect(200)
                    .text("id");
            api().post("/connections/" + aborted + "/_abort", Map.of()).expect(204);

            Await.until(SOON, () -> actions("resource_id=" + id), found -> found.contains("connections.disconnected"));
            assertThat(actions("resource_id=" + id))
                    .containsExactly(
                            "connections.initiate",
                            "connections.submit",
                            "connections.update",
                            "connections.disconnect",
                            "connections.disconnected");
            assertThat(actions("resource_id=" + aborted))
                    .containsExactlyInAnyOrder("connections.initiate", "connections.abort", "connections.disconnected");
            assertThat(rows("resource_id=root.made_by_initiate"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.path("actor_external_id").asString()).isEqualTo(RunningServer.ADMIN));
            assertThat(api().get("/audit?limit=1000").expect(200).body()).doesNotContain(RunningServer.KEY);
        }

        @Test
        void aChangeByAMintedTokenNamesWhoMintedIt() {
            Map<String, Object> permission =
                    Map.of("namespace", "root.**", "resources", List.of("*"), "verbs", List.of("*"));
            String agent = adminApi()
                    .post(
                            "/actors",
                            Map.of("namespace", "root", "external_id", "agent", "permissions", List.of(permission)))
                    .expect(201)
                    .text("id");
            String token = adminApi()
                    .post("/actors/" + agent + "/_tokens", Map.of("permissions", List.of(permission)))
                    .expect(201)
                    .text("token");
            String admin = adminApi()
                    .get("/me")
                    .expect(200)
                    .json()
                    .path("actor")
                    .path("id")
                    .asString();

            api().with(token)
                    .post("/namespaces", Map.of("path", "root.by_agent"))
                    .expect(200);
            api().with(token).delete("/actors/" + agent + "/_tokens/x").expect(204);

            assertThat(rows("actor_id=" + agent)).hasSize(2).allSatisfy(row -> {
                assertThat(row.path("act").asString()).isEqualTo(admin);
                assertThat(row.path("actor_external_id").asString()).isEqualTo("agent");
            });
            assertThat(rows("actor_id=" + admin))
                    .allSatisfy(row -> assertThat(row.has("act")).isFalse());
        }

        @Test
        void aRowIsSealedWithinASecond() {
            for (int i = 0; i < 5; i++) {
                String path = "root.sealed_" + i;
                api().post("/namespaces", Map.of("path", path)).expect(200);
                Await.until(
                        Duration.ofSeconds(1),
                        () -> api().get("/audit?resource_id=" + path)
                                .expect(200)
                                .json(),
                        found -> found.path("items").path(0).has("hash"));
            }
        }

        @Test
        void theStartIsOnRecord() {
            assertThat(actions("resource_id=root")).containsExactly("namespaces.create");
            assertThat(actions("action=encryption_keys.add_version")).hasSize(1);
            assertThat(actions("action=encryption_keys.promote")).hasSize(1);
            assertThat(rows("action=connectors.create")).hasSizeGreaterThan(5).allSatisfy(row -> {
                assertThat(row.has("actor_id")).isFalse();
                assertThat(row.path("details").path("version").asString()).isEqualTo("1");
            });
            assertThat(rows("action=actors.create&timestamp_range=2026-01-01T00:00:00Z-2126-01-01T00:00:00Z"))
                    .anySatisfy(row -> {
                        assertThat(row.path("details").path("external_id").asString())
                                .isEqualTo(RunningServer.ADMIN);
                        assertThat(row.path("details").path("source").asString())
                                .isEqualTo("public-key-dir");
                    });
        }

        @Test
        void signInsAndRefusedTokensAreOnRecord() throws Exception {
            String nonce = "non_" + "b7c8d9e0".repeat(3) + server().process().port(Service.API);
            String token = server().hostToken(Service.API, "root", "signs-in")
                    .with("nonce", nonce)
                    .with("actor", Map.of("external_id", "signs-in"))
                    .sign(server().hostKey);
            Answer me = api().with(token).get("/me").expect(200);
            api().with(token).get("/me").expectError(401, "nonce_reused");
            api().with("e30.e30.e30").get("/me").expectError(401, "invalid_token");
            String id = me.json().path("actor").path("id").asString();

            assertThat(rows("resource_id=" + id)).hasSize(2);
            JsonNode asserted = rows("resource_id=" + id).get(0);
            assertThat(asserted.path("action").asString()).isEqualTo("actors.assert");
            assertThat(asserted.path("details").path("asserted_by").asString()).isEqualTo("host_key");
            JsonNode login = rows("actor_id=" + id).get(0);
            assertThat(login.path("action").asString()).isEqualTo("authentication.login");
            assertThat(login.path("service").asString()).isEqualTo("api");
            assertThat(login.path("request_id").asString()).isEqualTo(me.header("X-AuthProxy-Request-Id"));
            List<String> codes = Await.until(
                    SOON,
                    () -> rows("action=authentication.refuse").stream()
                            .map(row -> row.path("details").path("code").asString(""))
                            .toList(),
                    found -> found.contains("invalid_token"));
            assertThat(codes).contains("nonce_reused", "invalid_token");
            String all = api().get("/audit?limit=1000").body();
            assertThat(all).doesNotContain(nonce, token);
            api().with("").get("/me").expect(401);
            assertThat(codes).doesNotContain("unauthenticated");
        }

        @Test
        void whoIsNotPermittedIsOnRecordAndSeesOnlyTheirOwnRows() {
            api().post("/namespaces", Map.of("path", "root.audscope")).expect(200);
            api().post("/namespaces", Map.of("path", "root.audother")).expect(200);
            String id = adminApi()
                    .post(
                            "/actors",
                            Map.of(
                                    "namespace",
                                    "root.audscope",
                                    "external_id",
                                    "auditor",
                                    "permissions",
                                    List.of(Map.of(
                                            "namespace",
                                            "root.audscope.**",
                                            "resources",
                                            List.of("audit"),
                                            "verbs",
                                            List.of("list")))))
                    .expect(201)
                    .text("id");
            Caller auditor = server().as(Service.API, "root.audscope", "auditor");
            Answer refused = auditor.post("/namespaces?auth_token=not-for-the-log", Map.of("path", "root.audscope.x"))
                    .expectError(403, "permission_denied");

            JsonNode row = Await.until(
                            SOON, () -> rows("action=requests.refuse&actor_id=" + id), found -> !found.isEmpty())
                    .get(0);
            assertThat(row.path("outcome").asString()).isEqualTo("refused");
            assertThat(row.path("request_id").asString()).isEqualTo(refused.header("X-AuthProxy-Request-Id"));
            assertThat(row.path("details").path("path").asString()).isEqualTo("/api/v1/namespaces");
            assertThat(row.path("details").path("reason").asString()).contains("namespaces:create");
            JsonNode seen = auditor.get("/audit?limit=1000").expect(200).json().path("items");
            assertThat(seen.valueStream().map(item -> item.path("namespace").asString()))
                    .isNotEmpty()
                    .containsOnly("root.audscope");
            auditor.get("/audit/_verify").expectError(404, "not_found");
            auditor.get("/audit?namespace=root.audother").expect(200);
            server().as(Service.API, "root.audscope", "nobody").get("/audit").expect(401);
            server().admin(Service.PUBLIC).get("/audit").expectError(404, "not_found");
            api().get("/audit?action=actors.fly").expectError(400, "invalid_filter");
            assertThat(api().get("/audit?label_selector=a%3Db").expect(400).code())
                    .isEqualTo("invalid_label_selector");
            api().get("/audit?order_by=action").expectError(400, "invalid_order_by");
            api().get("/audit/_verify?from_seq=0").expectError(400, "validation_failed");
            api().get("/audit/_verify?from_seq=x").expect(400);
            api().get("/audit/_verify?from_seq=3&to_seq=2").expectError(400, "validation_failed");
            api().delete("/audit").expectError(405, "method_not_allowed");
        }

        @Test
        void rowsAreSealedSoonAndTheirHashesAreThoseOfWhatIsShown() throws Exception {
            Instant begun = Instant.now();
            api().post("/namespaces", Map.of("path", "root.audseal")).expect(200);
            rows("resource_id=root.audseal");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));

            List<JsonNode> chain = new ArrayList<>();
            String next = "/audit?limit=7&order_by=seq%20ASC";
            while (!next.isEmpty()) {
                JsonNode page = api().get(next).expect(200).json();
                page.path("items").valueStream().filter(row -> row.has("seq")).forEach(chain::add);
                String cursor = page.path("cursor").asString("");
                next = cursor.isEmpty() ? "" : "/audit?cursor=" + cursor;
            }
            String previous = "0".repeat(64);
            for (int i = 0; i < chain.size(); i++) {
                ObjectNode row = (ObjectNode) chain.get(i);
                String hash = row.path("hash").asString();
                assertThat(row.path("seq").asLong()).isEqualTo(i + 1);
                assertThat(row.path("prev_hash").asString()).isEqualTo(previous);
                row.remove("hash");
                byte[] canonical = CanonicalJson.text(row).getBytes(StandardCharsets.UTF_8);
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)))
                        .isEqualTo(hash);
                previous = hash;
            }
            JsonNode verdict = api().get("/audit/_verify").expect(200).json();
            assertThat(verdict.path("ok").asBoolean()).as("%s", verdict).isTrue();
            assertThat(verdict.path("count").asLong()).isGreaterThanOrEqualTo(chain.size());

            assertThat(execute("update audit_log set actor_external_id = 'somebody' where seq = 2"))
                    .isOne();
            JsonNode broken = api().get("/audit/_verify").expect(200).json();
            assertThat(broken.path("ok").asBoolean(true)).isFalse();
            assertThat(broken.path("broken_at").asLong()).isEqualTo(2);
            execute("update audit_log set actor_external_id = null where seq = 2");
            assertThat(api().get("/audit/_verify?from_seq=1&to_seq=3").body()).contains("\"ok\":true", "\"count\":3");
        }
    }
}
