package net.authproxy.server;

import static net.authproxy.server.Actors.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nobody learns which actors there are elsewhere (goal A3). */
class ForeignActorTests {

    @Nested
    class OnSqlite extends Foreign {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Foreign {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Foreign {

        private static final String UNKNOWN = "act_01kb2q6r3v8w9x0y1z2a3b4c5d";
        private static final String UNKNOWN_KEY = "ak_01kb2q6r3v8w9x0y1z2a3b4c5d";
        private static final Map<String, Object> ALL = permission("root.**", "*", "*");
        private static final int TRIES = 2_000;

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

        private Caller reader(String namespace) {
            actors().make(
                            namespace,
                            "reader",
                            permission(
                                    namespace + ".**",
                                    "actors",
                                    "list",
                                    "create",
                                    "get",
                                    "update",
                                    "delete",
                                    "manage_keys",
                                    "manage_permissions",
                                    "mint_token",
                                    "assert_actors"));
            return server().as(Service.ADMIN_API, namespace, "reader");
        }

        @Test
        @Tag("A3")
        void a3AForeignIdAnswersLikeAnUnknownOneOnEveryRouteOfActors() {
            actors().namespaces("root.a3", "root.a3_foreign");
            String foreign = actors().make("root.a3_foreign", "target");
            String foreignKey = admin().post("/actors/" + foreign + "/keys", key())
                    .expect(201)
                    .text("id");
            String deleted = actors().make("root.a3_foreign", "deleted");
            admin().delete("/actors/" + deleted).expect(204);
            Caller reader = reader("root.a3");

            List<String> unlike = new ArrayList<>();
            int compared = 0;
            for (String id : List.of(foreign, deleted)) {
                Map<String, Answer> these = everyRoute(reader, id, foreignKey, "target", "root.a3_foreign");
                Map<String, Answer> those = everyRoute(reader, UNKNOWN, UNKNOWN_KEY, "nobody", "root.a3_absent");
                for (Map.Entry<String, Answer> route : these.entrySet()) {
                    Answer unknown = those.get(route.getKey());
                    compared++;
                    if (route.getValue().status() != 404
                            || !body(route.getValue()).equals(body(unknown))) {
                        unlike.add(route.getKey() + ": " + route.getValue() + " and " + unknown);
                    }
                }
            }
            assertThat(unlike).isEmpty();
            assertThat(compared).isEqualTo(26);
            assertThat(Actors.values(reader.get("/actors?namespace=root.a3_foreign"), "id"))
                    .isEmpty();
            admin().get("/actors/" + foreign + "/keys/" + foreignKey).expect(200);
        }

        private static Map<String, Answer> everyRoute(
                Caller caller, String id, String keyId, String externalId, String namespace) {
            String actor = "/actors/" + id;
            String keys = actor + "/keys";
            String named = "/actors/external-id/" + externalId + "?namespace=" + namespace;
            Map<String, Answer> answers = new LinkedHashMap<>();
            answers.put("get", caller.get(actor));
            answers.put("patch", caller.patch(actor, Map.of("labels", Map.of("a", "b"))));
            answers.put("delete", caller.delete(actor));
            answers.put("get by name", caller.get(named));
            answers.put("patch by name", caller.patch(named, Map.of("labels", Map.of("a", "b"))));
            answers.put("delete by name", caller.delete(named));
            answers.put("list keys", caller.get(keys));
            answers.put("add key", caller.post(keys, key()));
            answers.put("get key", caller.get(keys + "/" + keyId));
            answers.put("patch key", caller.patch(keys + "/" + keyId, Map.of("comment", "x")));
            answers.put("delete key", caller.delete(keys + "/" + keyId));
            answers.put("mint", caller.post(actor + "/_tokens", Map.of("permissions", List.of())));
            answers.put("revoke token", caller.delete(actor + "/_tokens/jti_x"));
            return answers;
        }

        private static JsonNode body(Answer answer) {
            ObjectNode body = (ObjectNode) answer.json();
            body.remove("request_id");
            return body;
        }

        @Test
        @Tag("A3")
        void a3AForeignIdTakesAsLongAsAnUnknownOne() {
            actors().namespaces("root.a3_time", "root.a3_far");
            String foreign = actors().make("root.a3_far", "target", ALL);
            Caller reader = reader("root.a3_time")
                    .with(server().hostToken(Service.ADMIN_API, "root.a3_time", "reader")
                            .sign(server().hostKey));
            long[] these = new long[TRIES];
            long[] those = new long[TRIES];
            for (int i = 0; i < TRIES; i++) {
                these[i] = time(reader, foreign);
                those[i] = time(reader, UNKNOWN);
            }
            Arrays.sort(these);
            Arrays.sort(those);

            long differenceInMicros = Math.abs(these[TRIES / 2] - those[TRIES / 2]) / 1_000;
            assertThat(differenceInMicros).isLessThan(1_000);
        }

        private static long time(Caller reader, String id) {
            long start = System.nanoTime();
            Answer answer = reader.get("/actors/" + id);
            long taken = System.nanoTime() - start;
            assertThat(answer.status()).isEqualTo(404);
            return taken;
        }

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
    }
}
