package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Namespaces, actors, permissions and tokens over HTTP (contract 3 to 5). */
class IdentityTests {

    @Nested
    class OnSqlite extends Identities {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Identities {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Identities {

        private static final String MISSING_ACTOR = "act_01kb2q6r3v8w9x0y1z2a3b4c5d";

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        private Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        private void namespaces(String... paths) {
            for (String path : paths) {
                api().post("/namespaces", Map.of("path", path)).expect(200);
            }
        }

        /** Makes an actor with these permissions and gives its id. */
        private String actor(String namespace, String externalId, List<?> permissions) {
            return admin().post(
                            "/actors",
                            Map.of("namespace", namespace, "external_id", externalId, "permissions", permissions))
                    .expect(201)
                    .text("id");
        }

        private static Map<String, Object> permission(String namespace, String resource, String... verbs) {
            return Map.of("namespace", namespace, "resources", List.of(resource), "verbs", List.of(verbs));
        }

        private static List<String> values(Answer answer, String member) {
            List<String> values = new ArrayList<>();
            answer.expect(200)
                    .json()
                    .path("items")
                    .forEach(item -> values.add(item.path(member).asString()));
            return values;
        }

        @Test
        void makesReadsAndListsNamespaces() {
            Answer made = api().post(
                            "/namespaces",
                            Map.of(
                                    "path",
                                    "root.n1",
                                    "labels",
                                    Map.of("tier", "gold"),
                                    "annotations",
                                    Map.of("a", "ü<>&")))
                    .expect(200);
            assertThat(made.text("state")).isEqualTo("active");
            assertThat(made.json().path("labels").path("tier").asString()).isEqualTo("gold");
            assertThat(made.body()).contains("ü<>&");
            assertThat(made.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            namespaces("root.n1.b", "root.n1.a", "root.n1.a.deep", "root.n1x");

            Answer got = api().get("/namespaces/root.n1").expect(200);
            assertThat(got.header("ETag")).isEqualTo("\"" + got.text("updated_at") + "\"");
            assertThat(values(api().get("/namespaces?children_of=root.n1&order_by=path"), "path"))
                    .containsExactly("root.n1.a", "root.n1.b");
            assertThat(values(api().get("/namespaces?namespace=root.n1.**&order_by=path%20DESC"), "path"))
                    .containsExactly("root.n1.b", "root.n1.a.deep", "root.n1.a", "root.n1");
            assertThat(values(api().get("/namespaces?label_selector=tier%3Dgold"), "path"))
                    .containsExactly("root.n1");
            assertThat(values(api().get("/namespaces?namespace=root.n1.**&state=destroyed"), "path"))
                    .isEmpty();

            api().post("/namespaces", Map.of("path", "root.n1")).expectError(409, "already_exists");
            api().post("/namespaces", Map.of("path", "root.none.child")).expect(400);
            api().post("/namespaces", Map.of("path", "root..x")).expectError(400, "invalid_namespace");
            api().get("/namespaces/root.unknown").expectError(404, "not_found");
            api().get("/namespaces?children_of=root..").expectError(400, "invalid_filter");
        }

        @Test
        void pagesWithoutGapsWhileRowsComeAndGo() {
            namespaces("root.p", "root.p.a", "root.p.b", "root.p.c", "root.p.d", "root.p.e");
            String list = "/namespaces?children_of=root.p&order_by=path&limit=2";

            Answer first = api().get(list + "&include_total=true").expect(200);
            assertThat(values(first, "path")).containsExactly("root.p.a", "root.p.b");
            assertThat(first.json().path("total").asInt()).isEqualTo(5);
            assertThat(first.json().path("total_exact").asBoolean()).isTrue();
            namespaces("root.p.a0", "root.p.cc");

            Answer second = api().get("/namespaces?limit=77&cursor=" + first.text("cursor"));
            assertThat(values(second, "path")).containsExactly("root.p.c", "root.p.cc");
            Answer third = api().get("/namespaces?cursor=" + second.text("cursor"));
            assertThat(values(third, "path")).containsExactly("root.p.d", "root.p.e");
            assertThat(third.json().has("cursor")).isFalse();

            api().get("/actors?cursor=" + first.text("cursor")).expectError(400, "invalid_cursor");
            assertThat(values(
                            server().admin(Service.ADMIN_API).get("/namespaces?cursor=" + first.text("cursor")),
                            "path"))
                    .hasSize(2);
        }

        @Test
        void makesChangesAndDeletesActors() {
            namespaces("root.act");
            Answer made = api().post(
                            "/actors",
                            Map.of("namespace", "root.act", "external_id", "user@x.test", "labels", Map.of("t", "1")))
                    .expect(201);
            String id = made.text("id");
            assertThat(made.json().has("permissions")).isFalse();
            assertThat(admin().get("/actors/" + id)
                            .expect(200)
                            .json()
                            .path("permissions")
                            .isArray())
                    .isTrue();
            String byName = "/actors/external-id/user%40x.test?namespace=root.act";
            assertThat(api().get(byName).expect(200).text("id")).isEqualTo(id);
            assertThat(values(api().get("/actors?external_id=user%40x.test&namespace=root.act"), "id"))
                    .containsExactly(id);

            Answer changed =
                    api().patch(byName, Map.of("labels", Map.of("t", "2"))).expect(200);
            assertThat(changed.json().path("labels").path("t").asString()).isEqualTo("2");
            assertThat(changed.text("updated_at")).isGreaterThan(made.text("updated_at"));
            api().post("/actors", Map.of("namespace", "root.act", "external_id", "user@x.test"))
                    .expectError(409, "already_exists");
            api().post("/actors", Map.of("namespace", "root.absent", "external_id", "x"))
                    .expect(400);

            api().delete("/actors/" + id).expect(204);
            api().delete("/actors/" + id).expect(204);
            api().get("/actors/" + id).expectError(404, "not_found");
            Answer again = api().post("/actors", Map.of("namespace", "root.act", "external_id", "user@x.test"))
                    .expect(201);
            assertThat(again.text("id")).isNotEqualTo(id);
        }

        @Test
        void writesPermissionsOnAdminApiOnlyAndNeverMoreThanOnesOwn() {
            namespaces("root.grant", "root.grant.sub");
            List<?> some = List.of(permission("root.grant.**", "connections", "get"));
            String plain = api().post(
                            "/actors", Map.of("namespace", "root.grant", "external_id", "plain", "permissions", some))
                    .expect(201)
                    .text("id");
            assertThat(admin().get("/actors/" + plain)
                            .json()
                            .path("permissions")
                            .size())
                    .as("permissions in a body to api have no effect")
                    .isZero();

            actor(
                    "root.grant",
                    "granter",
                    List.of(
                            permission("root.grant.**", "actors", "create", "get", "update", "manage_permissions"),
                            permission("root.grant.**", "connections", "get")));
            Caller granter = server().as(Service.ADMIN_API, "root.grant", "granter");
            granter.post("/actors", Map.of("namespace", "root.grant.sub", "external_id", "ok", "permissions", some))
                    .expect(201);
            for (Map<String, Object> beyond : List.of(
                    permission("root.grant.**", "connections", "get", "proxy"),
                    permission("root.**", "connections", "get"),
                    permission("root.grant.**", "*", "get"),
                    permission("root.grant.**", "connections", "*"))) {
                granter.post(
                                "/actors",
                                Map.of("namespace", "root.grant", "external_id", "no", "permissions", List.of(beyond)))
                        .expectError(403, "grant_exceeds_own");
                granter.patch("/actors/" + plain, Map.of("permissions", List.of(beyond)))
                        .expectError(403, "grant_exceeds_own");
            }
            assertThat(values(admin().get("/actors?external_id=no&namespace=root.grant"), "id"))
                    .isEmpty();
            admin().post(
                            "/actors",
                            Map.of(
                                    "namespace", "root.grant",
                                    "external_id", "typo",
                                    "permissions", List.of(permission("root.grant", "connections", "gett"))))
                    .expect(400);
        }

        @Test
        void narrowsByThePermissionsOfTheToken() {
            namespaces("root.narrow", "root.narrow.a", "root.narrow.b");
            Tokens narrowed = server().adminToken(Service.API)
                    .with("permissions", List.of(permission("root.narrow.a.**", "namespaces", "get", "list")));
            Caller caller = api().with(narrowed.sign(server().adminKey));

            caller.get("/namespaces/root.narrow.a").expect(200);
            caller.get("/namespaces/root.narrow.b").expectError(404, "not_found");
            caller.get("/actors").expectError(403, "permission_denied");
            assertThat(values(caller.get("/namespaces"), "path")).containsExactly("root.narrow.a");
            assertThat(values(caller.get("/namespaces?namespace=root.narrow.b"), "path"))
                    .isEmpty();
            assertThat(caller.get("/me")
                            .expect(200)
                            .json()
                            .path("token_permissions")
                            .size())
                    .isEqualTo(1);

            Caller nothing = api().with(server().adminToken(Service.API)
                    .with("permissions", List.of())
                    .sign(server().adminKey));
            nothing.get("/namespaces").expectError(403, "permission_denied");
            Caller beyond = server().as(Service.API, "root", "nobody-has-this-name");
            beyond.get("/namespaces").expectError(401, "actor_not_found");
        }

        @Test
        void fillsTemplatesFromTheActor() {
            namespaces("root.users", "root.users.u1", "root.users.u2", "root.tenants", "root.tenants.t1");
            List<?> permissions = List.of(
                    permission("root.users.{{external_id}}.**", "namespaces", "get", "list"),
                    permission("root.tenants.{{labels.tenant}}", "namespaces", "get", "list"));
            Map<String, Object> wanted = Map.of(
                    "namespace",
                    "root.users",
                    "external_id",
                    "u1",
                    "labels",
                    Map.of("tenant", "t0"),
                    "permissions",
                    permissions);
            String id = admin().post("/actors", wanted).expect(201).text("id");
            Caller u1 = server().as(Service.API, "root.users", "u1");

            assertThat(values(u1.get("/namespaces"), "path")).containsExactly("root.users.u1");
            u1.get("/namespaces/root.users.u2").expectError(404, "not_found");
            u1.get("/namespaces/root.tenants.t1").expectError(404, "not_found");
            admin().patch("/actors/" + id, Map.of("labels", Map.of("tenant", "t1")))
                    .expect(200);
            Await.until(
                    Duration.ofSeconds(5),
                    () -> u1.get("/namespaces/root.tenants.t1"),
                    answer -> answer.status() == 200);
        }

        @Test
        void grantsNoTemplateThatTheActorCannotFill() {
            namespaces("root.odd");
            List<?> permissions = List.of(permission("root.odd.{{external_id}}.**", "namespaces", "get", "list"));

            for (String odd : List.of("*", "u1.x", "a b")) {
                admin().post("/actors", Map.of("namespace", "root.odd", "external_id", odd, "permissions", permissions))
                        .expectError(403, "grant_exceeds_own");
            }
        }

        @Test
        void tellsMissingFromForbidden() {
            namespaces("root.seen", "root.unseen");
            actor("root.seen", "reader", List.of(permission("root.seen", "actors", "get", "list")));
            String seen = actor("root.seen", "target", List.of());
            String unseen = actor("root.unseen", "target", List.of());
            Caller reader = server().as(Service.API, "root.seen", "reader");

            reader.get("/actors/" + seen).expect(200);
            Answer foreign = reader.get("/actors/" + unseen).expectError(404, "not_found");
            Answer unknown = reader.get("/actors/" + MISSING_ACTOR).expectError(404, "not_found");
            assertThat(foreign.text("error")).isEqualTo(unknown.text("error"));
            reader.delete("/actors/" + seen).expectError(403, "permission_denied");
            reader.get("/namespaces/root.seen").expectError(403, "permission_denied");
            reader.get("/namespaces/root.unseen").expectError(403, "permission_denied");

            actor(
                    "root.seen",
                    "two",
                    List.of(permission("root.seen", "actors", "get"), permission("root.unseen", "namespaces", "get")));
            Caller two = server().as(Service.API, "root.seen", "two");
            two.get("/actors/" + unseen).expectError(403, "permission_denied");
            two.get("/actors/act_short").expectError(400, "invalid_id");
            two.get("/actors/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d").expectError(404, "not_found");
        }

        @Test
        void saysWhoOneIsAndWhyOneMay() {
            namespaces("root.who");
            String id = actor("root.who", "me", List.of(permission("root.who.**", "connections", "get", "list")));
            Caller me = server().as(Service.API, "root.who", "me");

            JsonNode mine = me.get("/me").expect(200).json();
            assertThat(mine.path("actor").path("id").asString()).isEqualTo(id);
            assertThat(mine.path("auth").asString()).isEqualTo("jwt");
            assertThat(mine.path("service").asString()).isEqualTo("api");
            assertThat(mine.path("token").path("exp").asLong())
                    .isGreaterThan(Instant.now().getEpochSecond());
            assertThat(mine.path("permissions").size()).isEqualTo(1);

            Map<String, Object> question =
                    Map.of("resource", "connections", "verb", "get", "namespace", "root.who.below");
            JsonNode yes =
                    me.post("/permissions/_explain", question).expect(200).json();
            assertThat(yes.path("allowed").asBoolean()).isTrue();
            assertThat(yes.path("matched").path("index").asInt(-1)).isZero();
            JsonNode no = me.post(
                            "/permissions/_explain",
                            Map.of("resource", "connections", "verb", "proxy", "namespace", "root.who"))
                    .expect(200)
                    .json();
            assertThat(no.path("allowed").asBoolean()).isFalse();
            assertThat(no.path("reason").asString()).isNotEmpty();
            me.post("/permissions/_explain", Map.of("resource", "bananas", "verb", "get", "namespace", "root"))
                    .expectError(400, "validation_failed");
        }

        @Test
        void refusesADeletedActorAtOnce() {
            namespaces("root.gone");
            String id = actor("root.gone", "leaver", List.of(permission("root.gone", "namespaces", "get")));
            Caller leaver = server().as(Service.API, "root.gone", "leaver");
            leaver.get("/namespaces/root.gone").expect(200);

            api().delete("/actors/" + id).expect(204);

            leaver.get("/namespaces/root.gone").expect(401);
        }

        @Test
        void acceptsANonceOnce() {
            String nonce = "non_" + "a1b2c3d4".repeat(3) + server().process().port(Service.API);
            Caller first = api().with(server().adminToken(Service.API)
                    .with("nonce", nonce)
                    .sign(server().adminKey));

            first.get("/me").expect(200);

            first.get("/me").expectError(401, "nonce_reused");
            admin().with(server().adminToken(Service.ADMIN_API)
                            .with("nonce", nonce)
                            .sign(server().adminKey))
                    .get("/me")
                    .expectError(401, "nonce_reused");
        }

        @Test
        void namesWhatIsWrongWithAVerifiedToken() {
            long now = Instant.now().getEpochSecond();
            refused(server().adminToken(Service.ADMIN_API), "wrong_audience");
            refused(server().adminToken(Service.API).with("exp", now - 61).with("iat", now - 300), "token_expired");
            refused(server().adminToken(Service.API).with("nbf", now + 120), "token_not_yet_valid");
            refused(
                    server().adminToken(Service.API).with("exp", now + 90_000).with("iat", now),
                    "token_lifetime_invalid");
            refused(server().adminToken(Service.API).with("permissions", "*"), "invalid_permissions_claim");
            refused(server().adminToken(Service.API).with("nonce", "non_short"), "invalid_nonce");
            api().with("").get("/me").expectError(401, "unauthenticated");
            api().with("a.b.c").get("/me").expectError(401, "invalid_token");
            api().with(server().adminToken(Service.API)
                            .with("exp", now - 500)
                            .sign(KeyFiles.signingKey(KeyFiles.ed25519())))
                    .get("/me")
                    .expectError(401, "invalid_token");
        }

        private void refused(Tokens token, String code) {
            api().with(token.sign(server().adminKey)).get("/me").expectError(401, code);
        }
    }
}
