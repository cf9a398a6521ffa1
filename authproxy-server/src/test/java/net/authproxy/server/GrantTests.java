package net.authproxy.server;

import static net.authproxy.server.Actors.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nobody gets more than somebody gave (goal A5). */
class GrantTests {

    @Nested
    class OnSqlite extends Grants {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Grants {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Grants {

        private static final Map<String, Object> ALL = permission("root.**", "*", "*");

        abstract RunningServer server();

        private Actors actors() {
            return new Actors(server());
        }

        private Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        private static Object key() {
            return Map.of("public_key", KeyFiles.publicPem(KeyFiles.ed25519()));
        }

        private static JsonNode body(Answer answer) {
            ObjectNode body = (ObjectNode) answer.json();
            body.remove("request_id");
            return body;
        }

        /** One way to get more, and what it must be answered. */
        private record Attempt(String name, Supplier<Answer> act, int... allowed) {}

        private final KeyPair malloryKeys = KeyFiles.ed25519();
        private final SigningKey malloryKey = KeyFiles.signingKey(malloryKeys);

        private Tokens mallorysToken(Service service) {
            return Tokens.of("mallory")
                    .with("namespace", "root.esc")
                    .with("aud", service.id())
                    .with("actor_signed", true);
        }

        private Caller mallory(Service service) {
            return server().admin(service).with(mallorysToken(service).sign(malloryKey));
        }

        private Caller mallory() {
            return mallory(Service.ADMIN_API);
        }

        private Caller narrowed(Object... permissions) {
            return mallory()
                    .with(mallorysToken(Service.ADMIN_API)
                            .with("permissions", List.of(permissions))
                            .sign(malloryKey));
        }

        private Answer make(String namespace, String externalId, Map<String, String> labels, Object permission) {
            return mallory()
                    .post(
                            "/actors",
                            Map.of(
                                    "namespace",
                                    namespace,
                                    "external_id",
                                    externalId,
                                    "labels",
                                    labels,
                                    "permissions",
                                    List.of(permission)));
        }

        @Test
        @Tag("A5")
        void a5ScriptedEscalationsGainNothing() {
            actors().namespaces("root.esc", "root.esc.t1", "root.esc.t2", "root.escape", "root.secret");
            Map<String, Object> limited = new HashMap<>(permission("root.esc.**", "connections", "proxy"));
            limited.put("resource_ids", List.of("cxn_01kb2q6r3v8w9x0y1z2a3b4c5d"));
            String mallory = actors().make(
                            "root.esc",
                            "mallory",
                            Map.of("tenant", "t1"),
                            permission(
                                    "root.esc.**",
                                    "actors",
                                    "create",
                                    "get",
                                    "list",
                                    "update",
                                    "delete",
                                    "manage_keys",
                                    "manage_permissions"),
                            permission("root.esc.**", "connections", "get"),
                            limited,
                            permission("root.esc.{{labels.tenant}}.**", "namespaces", "get"));
            String own = admin().post(
                            "/actors/" + mallory + "/keys", Map.of("public_key", KeyFiles.publicPem(malloryKeys)))
                    .expect(201)
                    .text("id");
            String rich = actors().make("root.esc", "rich", ALL);
            String richKey =
                    admin().post("/actors/" + rich + "/keys", key()).expect(201).text("id");
            String tenant = actors().make(
                            "root.esc",
                            "tenant",
                            Map.of("tenant", "t1"),
                            permission("root.esc.{{labels.tenant}}.**", "namespaces", "get"));
            String foreign = actors().make("root.secret", "foreign");
            String before = admin().get("/actors?namespace=root.**&order_by=external_id")
                    .body();

            List<Attempt> attempts = new ArrayList<>(byActors(mallory, rich, tenant, foreign));
            attempts.addAll(byKeys(mallory, own, rich, richKey, foreign));
            attempts.addAll(byTokens(mallory, rich));
            assertThat(attempts.size()).isGreaterThanOrEqualTo(30);
            List<String> wrong = new ArrayList<>();
            for (Attempt attempt : attempts) {
                Answer answer = attempt.act().get();
                if (Arrays.stream(attempt.allowed()).noneMatch(status -> status == answer.status())) {
                    wrong.add(attempt.name() + ": " + answer.status() + " " + answer.body());
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(admin().get("/actors?namespace=root.**&order_by=external_id")
                            .body())
                    .as("nothing was changed")
                    .isEqualTo(before);
            assertThat(Actors.values(admin().get("/actors/" + rich + "/keys"), "id"))
                    .containsExactly(richKey);
            hasGainedNothing(mallory());
        }

        private void hasGainedNothing(Caller caller) {
            for (String path : List.of("root.secret", "root.escape", "root.esc.t2", "root.esc")) {
                assertThat(caller.get("/namespaces/" + path).status()).as(path).isIn(403, 404);
            }
            caller.get("/namespaces/root.esc.t1").expect(200);
            caller.get("/connectors").expectError(403, "permission_denied");
            caller.post("/namespaces", Map.of("path", "root.esc.new")).expectError(403, "permission_denied");
        }

        private List<Attempt> byActors(String mallory, String rich, String tenant, String foreign) {
            Map<String, String> none = Map.of();
            return List.of(
                    new Attempt("make an admin", () -> make("root.esc", "x1", none, ALL), 403),
                    new Attempt(
                            "make one with more verbs",
                            () -> make(
                                    "root.esc", "x2", none, permission("root.esc.**", "connections", "get", "update")),
                            403),
                    new Attempt(
                            "make one with every verb",
                            () -> make("root.esc", "x3", none, permission("root.esc.**", "connections", "*")),
                            403),
                    new Attempt(
                            "make one with every resource",
                            () -> make("root.esc", "x4", none, permission("root.esc.**", "*", "get")),
                            403),
                    new Attempt(
                            "make one for the parent",
                            () -> make("root.esc", "x5", none, permission("root.**", "connections", "get")),
                            403),
                    new Attempt(
                            "make one for the namesake",
                            () -> make("root.esc", "x6", none, permission("root.escape.**", "connections", "get")),
                            403),
                    new Attempt(
                            "make one elsewhere",
                            () -> make("root.secret", "x7", none, permission("root.esc.**", "connections", "get")),
                            400),
                    new Attempt(
                            "make one without the ids",
                            () -> make("root.esc", "x8", none, permission("root.esc.**", "connections", "proxy")),
                            403),
                    new Attempt(
                            "make one by a label",
                            () -> make(
                                    "root.esc",
                                    "x9",
                                    Map.of("t", "secret"),
                                    permission("root.{{labels.t}}.**", "connections", "get")),
                            403),
                    new Attempt(
                            "make one by its name",
                            () -> make(
                                    "root.esc",
                                    "secret",
                                    none,
                                    permission("root.{{external_id}}", "connections", "get")),
                            403),
                    new Attempt(
                            "make one by a label to come",
                            () -> make("root.esc", "x10", none, permission("root.{{labels.t}}", "connections", "get")),
                            403),
                    new Attempt("raise oneself", () -> mallory().patch("/actors/" + mallory, grant(ALL)), 403),
                    new Attempt(
                            "take another verb",
                            () -> mallory()
                                    .patch(
                                            "/actors/" + mallory,
                                            grant(permission("root.esc.**", "actors", "assert_actors"))),
                            403),
                    new Attempt(
                            "take minting",
                            () -> mallory()
                                    .patch(
                                            "/actors/" + mallory,
                                            grant(permission("root.esc.**", "actors", "mint_token"))),
                            403),
                    new Attempt("raise another", () -> mallory().patch("/actors/" + tenant, grant(ALL)), 403),
                    new Attempt("raise the rich again", () -> mallory().patch("/actors/" + rich, grant(ALL)), 403),
                    new Attempt(
                            "raise by name",
                            () -> mallory().patch("/actors/external-id/tenant?namespace=root.esc", grant(ALL)),
                            403),
                    new Attempt("raise a foreign one", () -> mallory().patch("/actors/" + foreign, grant(ALL)), 404),
                    new Attempt(
                            "edit the own template label",
                            () -> mallory().patch("/actors/" + mallory, Map.of("labels", Map.of("tenant", "t2"))),
                            403),
                    new Attempt(
                            "edit another's template label",
                            () -> mallory().patch("/actors/" + tenant, Map.of("labels", Map.of("tenant", "t2"))),
                            403),
                    new Attempt(
                            "claim to be configured",
                            () -> mallory()
                                    .patch(
                                            "/actors/" + mallory,
                                            Map.of(
                                                    "labels",
                                                    Map.of(
                                                            "tenant",
                                                            "t1",
                                                            "authproxy.io/actor-sync-source",
                                                            "config-list"))),
                            400),
                    new Attempt(
                            "make a second self",
                            () -> make("root.esc", "mallory", none, permission("root.esc.**", "connections", "get")),
                            409));
        }

        private static Map<String, Object> grant(Object permission) {
            return Map.of("permissions", List.of(permission));
        }

        private List<Attempt> byKeys(String mallory, String own, String rich, String richKey, String foreign) {
            Map<String, Object> asserting = new HashMap<>();
            asserting.put("public_key", KeyFiles.publicPem(KeyFiles.ed25519()));
            asserting.put("can_assert_actors", true);
            Map<String, Object> endless = new HashMap<>();
            endless.put("expires_at", null);
            Map<String, Object> manage = permission("root.esc.**", "actors", "manage_keys", "get");
            return List.of(
                    new Attempt("a key for the rich", () -> mallory().post("/actors/" + rich + "/keys", key()), 403),
                    new Attempt("a key abroad", () -> mallory().post("/actors/" + foreign + "/keys", key()), 404),
                    new Attempt(
                            "an asserting key", () -> mallory().post("/actors/" + mallory + "/keys", asserting), 403),
                    new Attempt(
                            "make the own key assert",
                            () -> mallory()
                                    .patch("/actors/" + mallory + "/keys/" + own, Map.of("can_assert_actors", true)),
                            403),
                    new Attempt(
                            "prolong a rich key",
                            () -> mallory().patch("/actors/" + rich + "/keys/" + richKey, endless),
                            403),
                    new Attempt(
                            "move the rich key here",
                            () -> mallory()
                                    .patch("/actors/" + mallory + "/keys/" + richKey, Map.of("actor_id", mallory)),
                            404),
                    new Attempt(
                            "a key past the narrowing",
                            () -> narrowed(manage).post("/actors/" + mallory + "/keys", key()),
                            403));
        }

        private List<Attempt> byTokens(String mallory, String rich) {
            String self = "/actors/" + mallory + "/_tokens";
            Map<String, Object> get = permission("root.esc.**", "connections", "get");
            return List.of(
                    new Attempt("mint an admin", () -> mallory().post(self, grant(ALL)), 403),
                    new Attempt(
                            "mint another verb",
                            () -> mallory().post(self, grant(permission("root.esc.**", "connections", "proxy"))),
                            403),
                    new Attempt(
                            "mint for the rich", () -> mallory().post("/actors/" + rich + "/_tokens", grant(get)), 403),
                    new Attempt(
                            "mint past the narrowing",
                            () -> narrowed(get).post(self, grant(permission("root.esc.**", "actors", "get"))),
                            403),
                    new Attempt(
                            "grant past the narrowing",
                            () -> narrowed(permission("root.esc.**", "actors", "update", "manage_permissions"))
                                    .patch("/actors/" + mallory, grant(get)),
                            403),
                    new Attempt(
                            "claim rights for oneself",
                            () -> mallory(Service.API)
                                    .with(mallorysToken(Service.API)
                                            .with("actor", grant(ALL))
                                            .sign(malloryKey))
                                    .get("/me"),
                            401),
                    new Attempt(
                            "speak as the rich",
                            () -> mallory(Service.API)
                                    .with(mallorysToken(Service.API)
                                            .with("sub", "rich")
                                            .sign(malloryKey))
                                    .get("/me"),
                            401),
                    new Attempt(
                            "speak as the system",
                            () -> mallory(Service.API)
                                    .with(mallorysToken(Service.API)
                                            .with("actor_signed", null)
                                            .with("system_signed", true)
                                            .with("iss", "auth-proxy")
                                            .sign(malloryKey))
                                    .get("/me"),
                            401),
                    new Attempt(
                            "widen by the token",
                            () -> mallory(Service.API)
                                    .with(mallorysToken(Service.API)
                                            .with("permissions", List.of(ALL))
                                            .sign(malloryKey))
                                    .get("/namespaces/root.secret"),
                            404));
        }
    }
}
