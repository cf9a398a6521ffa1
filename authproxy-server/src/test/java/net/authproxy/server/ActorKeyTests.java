package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys of actors over HTTP (contract 4.2). */
class ActorKeyTests {

    @Nested
    class OnSqlite extends Keys {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Keys {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }

        @Test
        void aRevokedKeyIsRefusedInAnotherProcessWithinFiveSeconds() {
            Actors actors = actors().namespaces("root.other");
            String id = actors.make("root.other", "kim");
            SigningKey key = KeyFiles.signingKey(KeyFiles.ed25519());
            String keyId = register(id, key);
            try (ServerProcess second = server().startProcess(EnumSet.of(Service.API))) {
                Caller there = RunningServer.caller(
                        second.port(Service.API),
                        () -> token("root.other", "kim").sign(key));
                String token = token("root.other", "kim").sign(key);
                there.with(token).get("/me").expect(200);

                admin().delete("/actors/" + id + "/keys/" + keyId).expect(204);

                Await.until(
                        Duration.ofSeconds(5), () -> there.with(token).get("/me"), answer -> answer.status() == 401);
                there.get("/me").expectError(401, "invalid_token");
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Keys {

        private static final String SECRET = "a shared secret of the test, 32 bytes and more";
        private static final String MISSING = "ak_01kb2q6r3v8w9x0y1z2a3b4c5d";

        abstract RunningServer server();

        Actors actors() {
            return new Actors(server());
        }

        Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        String register(String actorId, SigningKey key) {
            String line = key.verificationKey().openSshLine().orElseThrow();
            return admin().post("/actors/" + actorId + "/keys", Map.of("public_key", line))
                    .expect(201)
                    .text("id");
        }

        static Tokens token(String namespace, String externalId) {
            return Tokens.of(externalId).with("namespace", namespace).with("actor_signed", true);
        }

        private Answer me(Tokens token, SigningKey key) {
            return server().admin(Service.API).with(token.sign(key)).get("/me");
        }

        @Test
        void registersReadsChangesAndRevokes() {
            String id = actors().namespaces("root.life").make("root.life", "kim");
            KeyPair pair = KeyFiles.ed25519();
            SigningKey key = KeyFiles.signingKey(pair);
            String line = key.verificationKey().openSshLine().orElseThrow() + " kim@laptop";
            String keys = "/actors/" + id + "/keys";

            Answer made = admin().post(keys, Map.of("public_key", line)).expect(201);

            assertThat(made.text("id")).startsWith("ak_");
            assertThat(made.text("actor_id")).isEqualTo(id);
            assertThat(made.text("type")).isEqualTo("ed25519");
            assertThat(made.text("alg")).isEqualTo("EdDSA");
            assertThat(made.text("fingerprint")).isEqualTo(key.verificationKey().fingerprint());
            assertThat(made.text("comment")).isEqualTo("kim@laptop");
            assertThat(made.json().path("can_assert_actors").asBoolean(true)).isFalse();
            assertThat(made.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(made.json().propertyNames())
                    .doesNotContain("last_used_at", "expires_at", "revoked_at", "public_key", "encrypted_key");
            String one = keys + "/" + made.text("id");
            assertThat(admin().get(one).expect(200).json()).isEqualTo(made.json());

            me(token("root.life", "kim"), key).expect(200);
            Await.until(
                    Duration.ofSeconds(5),
                    () -> admin().get(one),
                    answer -> answer.json().has("last_used_at"));

            Answer changed = admin().patch(
                            one, Map.of("comment", "old laptop", "expires_at", "2031-01-01T02:00:00+02:00"))
                    .expect(200);
            assertThat(changed.text("comment")).isEqualTo("old laptop");
            assertThat(changed.text("expires_at")).isEqualTo("2031-01-01T00:00:00.000Z");
            Map<String, Object> nothing = new HashMap<>();
            nothing.put("comment", null);
            nothing.put("expires_at", null);
            assertThat(admin().patch(one, nothing).expect(200).json().propertyNames())
                    .doesNotContain("comment", "expires_at");

            admin().delete(one).expect(204);
            admin().delete(one).expect(204);
            me(token("root.life", "kim"), key).expectError(401, "invalid_token");
            assertThat(admin().get(one).expect(200).text("revoked_at")).isNotEmpty();
            admin().patch(one, Map.of("comment", "x")).expectError(409, "invalid_transition");
            admin().post(keys, Map.of("public_key", line)).expect(201);
            admin().post(keys, Map.of("public_key", line)).expectError(409, "already_exists");
            me(token("root.life", "kim"), key).expect(200);
        }

        @Test
        void aSharedKeyComesFromTextBase64OrChance() {
            String id = actors().namespaces("root.sources").make("root.sources", "kim");
            String keys = "/actors/" + id + "/keys";
            byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
            String base64 = java.util.Base64.getEncoder().encodeToString(secret);

            admin().post(keys, Map.of("shared_key", Map.of("base64", base64))).expect(201);
            me(token("root.sources", "kim"), SigningKey.hmac(secret)).expect(200);
            Answer one = admin().post(keys, Map.of("shared_key", Map.of("random", true)))
                    .expect(201);
            Answer two = admin().post(keys, Map.of("shared_key", Map.of("random", true, "num_bytes", 32)))
                    .expect(201);
            assertThat(one.text("fingerprint")).isNotEqualTo(two.text("fingerprint"));
        }

        @Test
        void anInputWithFaultsGetsAllFindingsAndChangesNothing() {
            String id = actors().namespaces("root.bad").make("root.bad", "kim");
            String keys = "/actors/" + id + "/keys";
            String good = KeyFiles.publicPem(KeyFiles.ed25519());

            admin().post(keys, Map.of()).expectError(400, "validation_failed");
            admin().post(keys, Map.of("public_key", good, "shared_key", Map.of("value", SECRET)))
                    .expectError(400, "validation_failed");
            Answer many = admin().post(
                            keys, Map.of("public_key", "nonsense", "comment", "a\nb", "expires_at", "tomorrow"))
                    .expectError(400, "validation_failed");
            assertThat(many.json()
                            .path("fields")
                            .valueStream()
                            .map(field -> field.path("path").asString("")))
                    .containsExactlyInAnyOrder("public_key", "comment", "expires_at");
            for (Map<String, Object> bad : List.<Map<String, Object>>of(
                    Map.of("public_key", good, "alg", "RS256"),
                    Map.of("public_key", good, "alg", "none"),
                    Map.of("public_key", 7),
                    Map.of("public_key", List.of(good)),
                    Map.of("public_key", good, "comment", "x".repeat(256)),
                    Map.of("public_key", good, "expires_at", "9999-12-31T23:59:59Z"),
                    Map.of("public_key", good, "expires_at", "+999999999-12-31T23:59:59Z"),
                    Map.of("public_key", good, "can_assert_actors", "yes"))) {
                admin().post(keys, bad).expectError(400, "validation_failed");
            }
            assertThat(Actors.values(admin().get(keys), "id")).isEmpty();
            String key =
                    admin().post(keys, Map.of("public_key", good)).expect(201).text("id");
            for (Map<String, Object> bad : List.<Map<String, Object>>of(
                    Map.of("comment", 7), Map.of("expires_at", "x"), Map.of("can_assert_actors", 1))) {
                admin().patch(keys + "/" + key, bad).expectError(400, "validation_failed");
            }
            admin().get(keys + "/ak_short").expectError(400, "invalid_id");
            admin().get(keys + "/" + MISSING).expectError(404, "not_found");
            admin().get(keys + "/" + id).expectError(404, "not_found");
            admin().delete(keys + "/" + MISSING).expectError(404, "not_found");
            admin().get("/actors/act_short/keys").expectError(400, "invalid_id");
            admin().get(keys + "?limit=0").expectError(400, "invalid_limit");
            admin().get(keys + "?order_by=alg").expectError(400, "invalid_order_by");
        }

        @Test
        void aKeyThatExpiredIsRefused() {
            String id = actors().namespaces("root.expiry").make("root.expiry", "kim");
            SigningKey key = KeyFiles.signingKey(KeyFiles.ed25519());
            String keyId = register(id, key);
            String token = token("root.expiry", "kim").sign(key);
            Caller api = server().admin(Service.API).with(token);
            api.get("/me").expect(200);

            admin().patch(
                            "/actors/" + id + "/keys/" + keyId,
                            Map.of("expires_at", Instant.now().minusSeconds(1).toString()))
                    .expect(200);

            api.get("/me").expectError(401, "invalid_token");
        }

        @Test
        void keysAreOnAdminApiOnly() {
            String id = actors().namespaces("root.where").make("root.where", "kim");

            server().admin(Service.API).get("/actors/" + id + "/keys").expectError(404, "not_found");
            server().admin(Service.API)
                    .post("/actors/" + id + "/keys", Map.of("public_key", "x"))
                    .expectError(404, "not_found");
        }

        @Test
        void pagesThroughTheKeysOfOneActor() {
            String kim = actors().namespaces("root.pages").make("root.pages", "kim");
            String lee = actors().make("root.pages", "lee");
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(register(kim, KeyFiles.signingKey(KeyFiles.ed25519())));
                register(lee, KeyFiles.signingKey(KeyFiles.ed25519()));
            }
            String keys = "/actors/" + kim + "/keys";

            List<String> seen = new ArrayList<>();
            Answer page = admin().get(keys + "?limit=2&include_total=true");
            assertThat(page.json().path("total").asInt()).isEqualTo(5);
            String first = page.text("cursor");
            seen.addAll(Actors.values(page, "id"));
            while (!page.text("cursor").isEmpty()) {
                page = admin().get(keys + "?cursor=" + page.text("cursor"));
                seen.addAll(Actors.values(page, "id"));
            }

            assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
            admin().get("/actors/" + lee + "/keys?cursor=" + first).expectError(400, "invalid_cursor");
            assertThat(Actors.values(admin().get(keys + "?order_by=created_at%20DESC&limit=1"), "id"))
                    .hasSize(1);
        }

        @Test
        void anActorHasThirtyTwoLiveKeys() {
            String id = actors().namespaces("root.many").make("root.many", "kim");
            String keys = "/actors/" + id + "/keys";
            for (int i = 0; i < 32; i++) {
                register(id, KeyFiles.signingKey(KeyFiles.ed25519()));
            }

            admin().post(keys, Map.of("public_key", KeyFiles.publicPem(KeyFiles.ed25519())))
                    .expectError(400, "validation_failed");
            String any = Actors.values(admin().get(keys), "id").get(0);
            admin().delete(keys + "/" + any).expect(204);
            register(id, KeyFiles.signingKey(KeyFiles.ed25519()));
        }

        @Test
        void anAssertingKeyNeedsTheVerbAndNamesOthers() {
            actors().namespaces("root.assert");
            String owner = actors().make(
                            "root.assert",
                            "backend",
                            Actors.permission("root.assert.**", "actors", "create", "get"),
                            Actors.permission("root.assert.**", "connections", "get"));
            actors().make(
                            "root.assert",
                            "manager",
                            Actors.permission("root.assert.**", "actors", "create", "get", "manage_keys"),
                            Actors.permission("root.assert.**", "connections", "get"));
            SigningKey key = KeyFiles.signingKey(KeyFiles.ed25519());
            Map<String, Object> body =
                    Map.of("public_key", key.verificationKey().openSshLine().orElseThrow(), "can_assert_actors", true);

            server().as(Service.ADMIN_API, "root.assert", "manager")
                    .post("/actors/" + owner + "/keys", body)
                    .expectError(403, "permission_denied");
            String kid =
                    admin().post("/actors/" + owner + "/keys", body).expect(201).text("id");

            Map<String, Object> claims = Tokens.of("user-1")
                    .with("namespace", "root.assert")
                    .with(
                            "actor",
                            Map.of("permissions", List.of(Actors.permission("root.assert.**", "connections", "get"))))
                    .claims();
            server().admin(Service.API)
                    .with(JwsSigner.sign(claims, key, kid))
                    .get("/me")
                    .expect(200);
            admin().patch("/actors/" + owner + "/keys/" + kid, Map.of("can_assert_actors", false))
                    .expect(200);
            server().admin(Service.API)
                    .with(JwsSigner.sign(claims, key, kid))
                    .get("/me")
                    .expectError(401, "invalid_token");
        }
    }
}
