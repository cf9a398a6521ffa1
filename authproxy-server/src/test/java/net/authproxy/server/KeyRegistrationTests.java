package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.PublicKeys;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which material makes a key of an actor, and for which algorithm (contract 4.2; goals J3 and J4 from outside). */
class KeyRegistrationTests {

    @Nested
    class OnSqlite extends Registration {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Registration {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Registration {

        private static final String SECRET = "a shared secret of the test, 32 bytes and more";

        abstract RunningServer server();

        Actors actors() {
            return new Actors(server());
        }

        Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        static Tokens token(String namespace, String externalId) {
            return Tokens.of(externalId).with("namespace", namespace).with("actor_signed", true);
        }

        private Answer me(Tokens token, SigningKey key) {
            return server().admin(Service.API).with(token.sign(key)).get("/me");
        }

        @Test
        void aSharedKeyIsTakenAndNeverShown() {
            String id = actors().namespaces("root.shared").make("root.shared", "kim");
            String keys = "/actors/" + id + "/keys";

            Answer made = admin().post(keys, Map.of("shared_key", Map.of("value", SECRET)))
                    .expect(201);

            assertThat(made.text("alg")).isEqualTo("HS256");
            assertThat(made.body() + admin().get(keys).body() + server().log()).doesNotContain(SECRET);
            me(token("root.shared", "kim"), SigningKey.hmac(SECRET.getBytes(StandardCharsets.UTF_8)))
                    .expect(200);
            for (Object bad : List.of(
                    SECRET,
                    Map.of(),
                    Map.of("value", SECRET, "base64", "QQ=="),
                    Map.of("value", "short"),
                    Map.of("value", 7),
                    Map.of("base64", "!!!"),
                    Map.of("random", false),
                    Map.of("random", true, "num_bytes", 16),
                    Map.of("random", true, "value", SECRET),
                    Map.of("value", "a".repeat(31)))) {
                admin().post(keys, Map.of("shared_key", bad)).expectError(400, "validation_failed");
            }
            admin().post(keys, Map.of("shared_key", Map.of("value", SECRET), "alg", "HS512"))
                    .expectError(400, "validation_failed");
            for (Object later : List.of(
                    Map.of("vault_address", "http://127.0.0.1", "vault_path", "secret/x"),
                    Map.of("aws_secret_id", "x"),
                    Map.of("gcp_secret_name", "x"))) {
                assertThat(admin().post(keys, Map.of("shared_key", later))
                                .expectError(400, "validation_failed")
                                .body())
                        .contains("not supported yet");
            }
            for (String source : List.of("env_var", "env_var_base64", "path")) {
                admin().post(keys, Map.of("shared_key", Map.of(source, "/etc/passwd")))
                        .expectError(400, "local_source_not_allowed");
            }
            assertThat(Actors.values(admin().get(keys), "id")).containsExactly(made.text("id"));
        }

        @Test
        @Tag("J3")
        void j3RefusesForeignAndPrivateKeysAndEchoesNothing() {
            String id = actors().namespaces("root.j3").make("root.j3", "kim");
            List<String> files = new ArrayList<>(RegisteredKeys.refused());
            assertThat(files).hasSize(12);
            files.addAll(RegisteredKeys.privateKeys());
            assertThat(files.size()).isGreaterThan(35);

            for (String file : files) {
                String text = RegisteredKeys.text(file);
                refused(id, text, RegisteredKeys.middle(text));
            }
            for (String disguised : List.of(
                    RegisteredKeys.text("ed25519.openssh").replaceAll("-----[A-Z ]+-----", ""),
                    RegisteredKeys.text("rsa.pkcs8.pem").replace("PRIVATE", "PUBLIC"),
                    RegisteredKeys.text("rsa.pub") + RegisteredKeys.text("rsa.openssh"))) {
                refused(id, disguised, RegisteredKeys.middle(disguised));
            }
            assertThat(Actors.values(admin().get("/actors/" + id + "/keys"), "id"))
                    .isEmpty();
        }

        @Test
        @Tag("J3")
        void j3RefusesTheInvalidRowsOfThePublicJwkTable() {
            String id = actors().namespaces("root.jwk").make("root.jwk", "kim");
            JsonNode groups = JsonMapper.shared()
                    .readTree(Vectors.file("wycheproof/json_web_key_test.json"))
                    .get("testGroups");
            int invalid = 0;
            int refused = 0;
            for (JsonNode group : groups.values()) {
                JsonNode set = group.has("public") ? group.get("public") : group.get("private");
                for (JsonNode row : group.get("tests").values()) {
                    invalid += row.get("result").asString("").equals("invalid") ? 1 : 0;
                    refused(id, set.toString(), "no set is ever registered");
                }
                for (JsonNode key : set.get("keys").values()) {
                    if (!registrable(key.toString())) {
                        refused(id, key.toString(), key.path("d").asString("no private part here"));
                        refused++;
                    }
                }
            }
            assertThat(invalid).isEqualTo(21);
            assertThat(refused).isGreaterThan(10);
            assertThat(Actors.values(admin().get("/actors/" + id + "/keys"), "id"))
                    .isEmpty();
        }

        private static boolean registrable(String jwk) {
            try {
                PublicKeys.parse(jwk, null);
                return true;
            } catch (KeyRejectedException e) {
                return false;
            }
        }

        private void refused(String actorId, String material, String secret) {
            Object form = material.startsWith("{") ? JsonMapper.shared().readValue(material, Map.class) : material;
            for (Object sent : List.of(material, form)) {
                Answer answer = admin().post("/actors/" + actorId + "/keys", Map.of("public_key", sent))
                        .expectError(400, "validation_failed");
                assertThat(answer.body()).doesNotContain(secret);
            }
            assertThat(server().log()).doesNotContain(secret);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        @Tag("J4")
        void j4BindsFiveKindsToTheirOwnAlgorithmInEachFormat(int format) {
            String namespace = "root.j4_" + format;
            actors().namespaces(namespace);
            int accepted = 0;
            int refused = 0;
            for (Map.Entry<String, String> kind : RegisteredKeys.ALGORITHMS.entrySet()) {
                String id = actors().make(namespace, kind.getKey());
                String text = RegisteredKeys.formats(kind.getKey()).get(format);
                Answer made = admin().post("/actors/" + id + "/keys", Map.of("public_key", text))
                        .expect(201);
                assertThat(made.text("alg")).isEqualTo(kind.getValue());
                for (String signer : RegisteredKeys.ALGORITHMS.keySet()) {
                    Answer answer = me(token(namespace, kind.getKey()), RegisteredKeys.signing(signer));
                    assertThat(answer.status())
                            .as("%s with the key of %s", kind.getKey(), signer)
                            .isEqualTo(signer.equals(kind.getKey()) ? 200 : 401);
                    accepted += answer.status() == 200 ? 1 : 0;
                    refused += answer.code().equals("invalid_token") ? 1 : 0;
                }
            }
            assertThat(accepted).isEqualTo(5);
            assertThat(refused).isEqualTo(20);
        }

        @Test
        @Tag("J4")
        void j4AnRsaKeyHasTheOneAlgorithmItWasRegisteredFor() {
            String id = actors().namespaces("root.pss").make("root.pss", "kim");
            Map<String, Object> body = Map.of("public_key", RegisteredKeys.text("rsa.pub"), "alg", "PS256");

            assertThat(admin().post("/actors/" + id + "/keys", body).expect(201).text("alg"))
                    .isEqualTo("PS256");

            me(token("root.pss", "kim"), RegisteredKeys.signing("rsa")).expectError(401, "invalid_token");
            admin().post("/actors/" + id + "/keys", Map.of("public_key", RegisteredKeys.text("rsa.pub")))
                    .expectError(409, "already_exists");
        }
    }
}
