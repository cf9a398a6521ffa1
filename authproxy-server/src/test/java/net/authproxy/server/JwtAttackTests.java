package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal J1: every row of the attack table that needs no session, over HTTP. */
class JwtAttackTests {

    private static final AttackTokens TOKENS = new AttackTokens();

    /** Rows with a test method of their own, since they are not "one token, refused". */
    private static final Set<String> OWN_TESTS = Set.of(
            "j055", "j057", "j065", "j079", "j088", "j093", "j121", "j140", "j141", "j142", "j152", "j153", "j155",
            "j156", "j158", "j160");

    /** Rows that cannot be asked over HTTP in this version, with the reason. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("j133", "keys are not registered over HTTP yet; the key reader's tests have them"),
            Map.entry("j134", "as j133"),
            Map.entry("j136", "as j133"),
            Map.entry("j137", "a start-up check; tested with the settings"),
            Map.entry("j146", "needs the purge job's clock; tested with the nonce store"),
            Map.entry("j147", "needs a restart; nonces are kept in the database, which no flush of Redis reaches"),
            Map.entry("j148", "needs a crash of the database; the mark commits before anything is granted"),
            Map.entry("j159", "needs a rotated key; tested with the life of sessions"));

    private static String actors() {
        return """
            [{external_id: r, key: {public_key: {path: keys/r.pem}}, permissions: &all [{namespace: root.**, resources: ['*'], verbs: ['*']}]}, \
            {external_id: c, key: {public_key: {path: keys/c.pem}}, permissions: *all}, \
            {external_id: e, key: {public_key: {path: keys/e.pem}}, permissions: *all}, \
            {external_id: h, key: {shared_key: {value: '%s'}}, permissions: *all}]""".formatted(new String(AttackTokens.HMAC_SECRET, java.nio.charset.StandardCharsets.UTF_8));
    }

    private static RunningServer prepared(DatabaseProvider provider) {
        return RunningServer.on(provider)
                .running(Service.API, Service.ADMIN_API, Service.PUBLIC)
                .withKeyFile("r.pem", TOKENS.rsa)
                .withKeyFile("c.pem", TOKENS.ec)
                .withKeyFile("e.pem", TOKENS.ed)
                .withActors(actors());
    }

    @Nested
    class OnSqlite extends Attacks {

        @RegisterExtension
        static final RunningServer SERVER = prepared(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Attacks {

        @RegisterExtension
        static final RunningServer SERVER = prepared(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Attacks {

        abstract RunningServer server();

        private Caller with(String token) {
            return RunningServer.caller(server().process().port(Service.API), () -> token);
        }

        private Caller good() {
            return RunningServer.caller(
                    server().process().port(Service.API), () -> Tokens.of("e").sign(KeyFiles.signingKey(TOKENS.ed)));
        }

        @BeforeAll
        void goodTokensPass() {
            TOKENS.goodTokens().forEach(token -> with(token).get("/me").expect(200));
            good().post("/namespaces", Map.of("path", "root.sibling")).expect(200);
        }

        private String storedActors() {
            return good().get("/actors?order_by=external_id")
                    .expect(200)
                    .json()
                    .path("items")
                    .toString();
        }

        @Test
        void refusesEveryTokenOfTheTable() {
            String before = storedActors();
            List<String> wrong = new ArrayList<>();
            TOKENS.rows()
                    .forEach((id, tokens) -> tokens.forEach(token -> {
                        Answer answer = with(token).get("/actors");
                        if (answer.status() != 401) {
                            wrong.add(id + " " + answer.status() + " " + answer.body());
                        } else {
                            ErrorBodies.check(answer);
                        }
                    }));

            assertThat(wrong).isEmpty();
            assertThat(storedActors()).isEqualTo(before);
            assertThat(with(TOKENS.goodTokens().getFirst()).get("/me").status()).isEqualTo(200);
        }

        @Test
        void leavesNoRowOut() {
            JsonNode table = JsonMapper.builder()
                    .build()
                    .readTree(JsonFiles.bytes(Vectors.file("jwt/attack_variants.json")))
                    .path("variants");
            Set<String> known = new TreeSet<>(TOKENS.rows().keySet());
            known.addAll(OWN_TESTS);
            known.addAll(ELSEWHERE.keySet());
            Set<String> stated = new TreeSet<>();
            table.forEach(row -> stated.add(row.path("id").asString()));

            assertThat(stated).hasSize(110).isEqualTo(known);
        }

        @Test
        void j055RefusesADeletedActorAtOnce() {
            String id = good().post("/actors", Map.of("namespace", "root", "external_id", "j055"))
                    .expect(201)
                    .text("id");
            Caller caller = server().as(Service.API, "root", "j055");
            caller.get("/me").expect(200);

            good().delete("/actors/" + id).expect(204);

            caller.get("/me").expect(401);
        }

        @Test
        void j057ReachesNoActorOfAnotherNamespaceByDefault() {
            good().post("/actors", Map.of("namespace", "root.sibling", "external_id", "j057"))
                    .expect(201);

            with(Tokens.of("j057").sign(server().hostKey)).get("/me").expectError(401, "actor_not_found");
        }

        @Test
        void j065AllowsNothingByAnEmptyList() {
            String token = Tokens.of("e").with("permissions", List.of()).sign(KeyFiles.signingKey(TOKENS.ed));

            with(token).get("/actors").expectError(403, "permission_denied");
        }

        @Test
        void j079AcceptsWhatExpiresNowWithinTheLeeway() {
            long now = Instant.now().getEpochSecond();

            with(Tokens.of("e").with("exp", now).sign(KeyFiles.signingKey(TOKENS.ed)))
                    .get("/me")
                    .expect(200);
            with(Tokens.of("e").with("exp", now - 1).sign(KeyFiles.signingKey(TOKENS.ed)))
                    .get("/me")
                    .expect(200);
        }

        @Test
        void j088RefusesOurIssuerUnderAForeignKey() {
            with(Tokens.of("e")
                            .with("iss", "auth-proxy")
                            .with("system_signed", true)
                            .sign(KeyFiles.signingKey(TOKENS.ed)))
                    .get("/me")
                    .expectError(401, "invalid_token");
        }

        @Test
        void j093AndJ121RefuseGiantTokensBeforeTheyCostAnything() {
            String claims = "{" + "\"a\":1,".repeat(1_000_000) + "\"z\":1}";
            assertThat(status(withKeyId(16_000))).isEqualTo(401);
            // Header blocks over 64 KiB never reach authentication: the listener answers 400 and closes (contract 1.1).
            assertThat(status(withKeyId(1_000_000))).isIn(400, 431);
            assertThat(status(RawTokens.input(RawTokens.header("EdDSA"), claims) + ".AAAA"))
                    .isIn(400, 431);
            good().get("/me").expect(200);
        }

        private static String withKeyId(int size) {
            Map<String, Object> header = RawTokens.header("EdDSA");
            header.put("kid", "k".repeat(size));
            return RawTokens.input(header, Tokens.of("e").claims()) + ".AAAA";
        }

        /** The status; 431 also when the listener hangs up while the header is still being sent. */
        private int status(String token) {
            try {
                return with(token).get("/me").status();
            } catch (java.io.UncheckedIOException e) {
                return 431;
            }
        }

        @Test
        void j140And141And142GiveOneSuccessForOneNonce() {
            String nonce = "non_" + "j140j140j140j140" + server().process().port(Service.API);
            String both = Tokens.of("e")
                    .with("aud", List.of("api", "admin-api"))
                    .with("nonce", nonce)
                    .sign(KeyFiles.signingKey(TOKENS.ed));
            List<Service> services = List.of(Service.API, Service.ADMIN_API);
            Map<Integer, Integer> counts = new LinkedHashMap<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
                IntStream.range(0, 100)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> RunningServer.caller(server().process().port(services.get(i % 2)), () -> both)
                                        .get("/me")
                                        .status(),
                                pool))
                        .toList()
                        .forEach(call -> counts.merge(call.join(), 1, Integer::sum));
            }

            assertThat(counts).containsEntry(200, 1).containsEntry(401, 99).hasSize(2);
            String other = Tokens.of("r").with("nonce", nonce).sign(KeyFiles.signingKey(TOKENS.rsa));
            with(other).get("/me").expectError(401, "nonce_reused");
        }

        @Test
        void j158ReadsNoCiphertextOfAnotherPurposeAsCookie() {
            good().post("/namespaces", Map.of("path", "root.j158")).expect(200);
            String cursor = good().get("/namespaces?limit=1").expect(200).text("cursor");
            assertThat(cursor).isNotEmpty();
            Browser browser = new Browser(server().process().port(Service.PUBLIC));

            browser.holding("SESSION-ID=" + cursor, "").get("/me").expectError(401, "unauthenticated");
        }

        @Test
        void j160GivesANewSessionWhateverCookieWasThereBefore() {
            Browser planted = new Browser(server().process().port(Service.PUBLIC));
            planted.initiate(publicToken()).expect(200);
            String before = planted.cookie();
            Browser victim = new Browser(server().process().port(Service.PUBLIC)).holding(before, "");

            victim.initiate(publicToken()).expect(200);

            assertThat(victim.cookie()).isNotEqualTo(before);
            planted.holding(before, "").get("/me").expectError(401, "unauthenticated");
            victim.get("/me").expect(200);
        }

        private String storedRights() {
            return RunningServer.caller(
                            server().process().port(Service.ADMIN_API),
                            () -> Tokens.of("e").with("aud", "admin-api").sign(KeyFiles.signingKey(TOKENS.ed)))
                    .get("/actors?order_by=external_id")
                    .expect(200)
                    .json()
                    .path("items")
                    .toString();
        }

        private static String publicToken() {
            return Tokens.of("e").with("aud", "public").sign(KeyFiles.signingKey(TOKENS.ed));
        }

        @Test
        @Tag("J5")
        void j5SignsNobodyInByASelfMadeClaim() {
            String before = storedRights();
            int port = server().process().port(Service.PUBLIC);
            List<Map<String, Object>> claims = List.of(
                    Map.of("external_id", "e", "namespace", "root", "permissions", List.of("*")),
                    Map.of("external_id", "e", "namespace", "root", "labels", Map.of("tenant", "t9")),
                    Map.of("external_id", "e", "namespace", "root", "id", "act_01kb2q6r3v8w9x0y1z2a3b4c5d"),
                    Map.of("external_id", "r", "namespace", "root"),
                    Map.of("external_id", "e", "namespace", "root.sibling"));
            for (Map<String, Object> claim : claims) {
                String token = Tokens.of("e")
                        .with("aud", "public")
                        .with("actor", claim)
                        .sign(KeyFiles.signingKey(TOKENS.ed));
                Answer refused = new Browser(port).initiate(token);
                assertThat(refused.status()).as("%s", claim).isEqualTo(401);
                assertThat(refused.header("Set-Cookie")).isEmpty();
            }

            assertThat(storedRights()).isEqualTo(before);
            assertThat(server().as(Service.API, "root", "e").get("/me").status())
                    .isEqualTo(200);
        }

        @Test
        void j152RefusesTwoAuthorizations() {
            String token = TOKENS.goodTokens().getFirst();
            HttpRequest twice = HttpRequest.newBuilder(good().address("/me"))
                    .header("Authorization", "Bearer " + token)
                    .header("Authorization", "Bearer " + token)
                    .build();

            assertThat(Caller.send(twice).status()).isIn(400, 401);
        }

        @Test
        void j153WantsOneBlankAfterTheScheme() {
            String token = TOKENS.goodTokens().getFirst();
            Map<String, Integer> expected = new LinkedHashMap<>();
            expected.put("bearer " + token, 200);
            expected.put("BEARER " + token, 200);
            expected.put("Bearer  " + token, 401);
            expected.put("Bearer\t" + token, 401);
            expected.put("Basic " + token, 401);
            expected.put(token, 401);
            expected.forEach((value, status) -> assertThat(Caller.send(HttpRequest.newBuilder(good().address("/me"))
                                    .header("Authorization", value)
                                    .build())
                            .status())
                    .as(value.replace(token, "<token>"))
                    .isEqualTo(status));
        }

        @Test
        void j155AndJ156IgnoreTokensElsewhere() {
            String token = TOKENS.goodTokens().getFirst();
            Caller nobody = with("");
            nobody.send("GET", "/me", BodyPublishers.noBody(), Map.of("Cookie", "SESSION-ID=" + token))
                    .expectError(401, "unauthenticated");
            nobody.post("/namespaces", Map.of("path", "root.x", "auth_token", token))
                    .expectError(401, "unauthenticated");
            nobody.get("/me?auth_token=" + token).expectError(401, "unauthenticated");
        }
    }
}
