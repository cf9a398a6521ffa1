package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Minted tokens over HTTP (contract 4.6). */
class MintedTokenTests {

    @Nested
    class OnSqlite extends MintedTokens {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends MintedTokens {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }

        @Test
        void aRevokedTokenIsRefusedInAnotherProcessWithinFiveSeconds() {
            String id = actor("root.elsewhere");
            Answer minted = mint(id, Map.of("permissions", List.of(GET)));
            try (ServerProcess second = server().startProcess(EnumSet.of(Service.API))) {
                Caller there = RunningServer.caller(second.port(Service.API), () -> minted.text("token"));
                there.get("/me").expect(200);

                api().delete("/actors/" + id + "/_tokens/" + minted.text("jti")).expect(204);

                Await.until(Duration.ofSeconds(5), () -> there.get("/me"), answer -> answer.status() == 401);
                there.get("/me").expectError(401, "token_revoked");
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class MintedTokens {

        static final Map<String, Object> GET = Actors.permission("root.**", "namespaces", "get");

        abstract RunningServer server();

        Caller api() {
            return server().admin(Service.API);
        }

        String actor(String namespace) {
            return new Actors(server())
                    .namespaces(namespace)
                    .make(namespace, "agent", GET, Actors.permission(namespace + ".**", "connections", "get"));
        }

        Answer mint(String id, Map<String, Object> body) {
            return api().post("/actors/" + id + "/_tokens", body).expect(201);
        }

        /** 128 characters at most; that the description did not say so was found by generated requests (security F2). */
        @Test
        void saysThatAnIdentifierIsTooLong() {
            String tokens = "/actors/" + actor("root.longid") + "/_tokens/";

            api().delete(tokens + "x".repeat(129)).expectError(400, "validation_failed");
            api().delete(tokens + "x".repeat(128)).expect(204);
        }

        @Test
        void mintsAndRevokesOnBothServices() {
            String id = actor("root.mint");
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                Caller caller = server().admin(service);
                Answer minted = caller.post(
                                "/actors/" + id + "/_tokens",
                                Map.of("permissions", List.of(GET), "ttl", "5m", "aud", List.of("admin-api", "api")))
                        .expect(201);

                assertThat(minted.text("jti")).startsWith("jti_");
                assertThat(minted.json().path("aud").valueStream().map(node -> node.asString("")))
                        .containsExactly("admin-api", "api");
                assertThat(minted.json().path("permissions").size()).isEqualTo(1);
                assertThat(Instant.parse(minted.text("expires_at")))
                        .isBetween(Instant.now().plusSeconds(280), Instant.now().plusSeconds(301));
                for (Service place : List.of(Service.API, Service.ADMIN_API)) {
                    Caller agent = server().admin(place).with(minted.text("token"));
                    assertThat(agent.get("/me")
                                    .expect(200)
                                    .json()
                                    .path("token")
                                    .path("jti")
                                    .asString(""))
                            .isEqualTo(minted.text("jti"));
                    agent.get("/namespaces/root.mint").expect(200);
                    agent.get("/connections").expectError(403, "permission_denied");
                }
                caller.delete("/actors/" + id + "/_tokens/" + minted.text("jti"))
                        .expect(204);
                caller.delete("/actors/" + id + "/_tokens/" + minted.text("jti"))
                        .expect(204);
                for (Service place : List.of(Service.API, Service.ADMIN_API)) {
                    server().admin(place).with(minted.text("token")).get("/me").expectError(401, "token_revoked");
                }
            }
        }

        @Test
        void defaultsAreFifteenMinutesOfApi() {
            Answer minted = mint(actor("root.defaults"), Map.of("permissions", List.of(GET)));

            assertThat(Instant.parse(minted.text("expires_at")))
                    .isBetween(Instant.now().plusSeconds(880), Instant.now().plusSeconds(901));
            assertThat(minted.json().path("aud").toString()).isEqualTo("[\"api\"]");
            assertThat(server().log()).doesNotContain(minted.text("token"));
            server().admin(Service.ADMIN_API)
                    .with(minted.text("token"))
                    .get("/me")
                    .expectError(401, "wrong_audience");
        }

        @Test
        void aNonceMakesItGoodOnce() {
            Answer minted = mint(actor("root.once"), Map.of("permissions", List.of(GET), "nonce", true));
            Caller agent = api().with(minted.text("token"));

            agent.get("/me").expect(200);
            agent.get("/me").expectError(401, "nonce_reused");
        }

        @Test
        void anybodyMintsForOneselfWithinWhatOneHas() {
            String id = actor("root.self");
            Caller agent = server().as(Service.API, "root.self", "agent");

            Answer minted = agent.post("/actors/" + id + "/_tokens", Map.of("permissions", List.of(GET)))
                    .expect(201);
            agent.post(
                            "/actors/" + id + "/_tokens",
                            Map.of("permissions", List.of(Actors.permission("root.**", "namespaces", "get", "list"))))
                    .expectError(403, "grant_exceeds_own");
            Caller holder = api().with(minted.text("token"));
            holder.post(
                            "/actors/" + id + "/_tokens",
                            Map.of("permissions", List.of(Actors.permission("root.self.**", "connections", "get"))))
                    .expectError(403, "grant_exceeds_own");
            holder.post("/actors/" + id + "/_tokens", Map.of("permissions", List.of(GET), "aud", List.of("admin-api")))
                    .expectError(403, "grant_exceeds_own");
            Answer child = holder.post("/actors/" + id + "/_tokens", Map.of("permissions", List.of(GET), "ttl", "10h"))
                    .expect(201);
            assertThat(child.text("expires_at")).isEqualTo(minted.text("expires_at"));

            holder.delete("/actors/" + id + "/_tokens/" + minted.text("jti")).expect(204);

            api().with(child.text("token")).get("/me").expectError(401, "token_revoked");
        }

        @Test
        void refusesWhatIsNoRequest() {
            String id = actor("root.refuse");
            String tokens = "/actors/" + id + "/_tokens";
            Map<String, Object> withNull = new HashMap<>();
            withNull.put("permissions", null);
            for (Map<String, Object> bad : List.of(
                    Map.<String, Object>of(),
                    withNull,
                    Map.<String, Object>of("permissions", "*"),
                    Map.<String, Object>of("permissions", List.of(GET), "ttl", "forever"),
                    Map.<String, Object>of("permissions", List.of(GET), "ttl", "0s"),
                    Map.<String, Object>of("permissions", List.of(GET), "ttl", "25h"),
                    Map.<String, Object>of("permissions", List.of(GET), "ttl", 900),
                    Map.<String, Object>of("permissions", List.of(GET), "aud", List.of()),
                    Map.<String, Object>of("permissions", List.of(GET), "aud", List.of("worker")),
                    Map.<String, Object>of("permissions", List.of(GET), "aud", "api"),
                    Map.<String, Object>of("permissions", List.of(GET), "nonce", "yes"))) {
                api().post(tokens, bad).expectError(400, "validation_failed");
            }
            api().delete(tokens + "/" + "x".repeat(129)).expectError(400, "validation_failed");
            api().post("/actors/act_short/_tokens", Map.of("permissions", List.of()))
                    .expectError(400, "invalid_id");
            api().post("/actors/act_01kb2q6r3v8w9x0y1z2a3b4c5d/_tokens", Map.of("permissions", List.of()))
                    .expectError(404, "not_found");
        }
    }
}
