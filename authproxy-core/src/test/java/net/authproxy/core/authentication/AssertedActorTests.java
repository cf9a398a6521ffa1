package net.authproxy.core.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The actor claim: who may use it, for what, and what it does (contract 5.2, 5.3). */
class AssertedActorTests {

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    abstract static class Cases {

        private static final Object GET = List.of(
                Map.of("namespace", "root.team.x", "resources", List.of("connections"), "verbs", List.of("get")));
        private static final Object EVERYTHING =
                List.of(Map.of("namespace", "root.**", "resources", List.of("*"), "verbs", List.of("*")));

        private final TestInstallation site;

        Cases(DatabaseKind kind) {
            this.site = new TestInstallation(kind);
        }

        @AfterEach
        void close() {
            site.close();
        }

        @Test
        void theHostMakesAnActorJustInTime() {
            ActorPrincipal made = site.authenticate(
                    claims(
                            "kim",
                            "root.team",
                            Map.of("permissions", GET, "labels", Map.of("tier", "gold"), "id", "act_x")),
                    TestInstallation.HOST);

            Actor stored = site.actor("root.team", "kim");
            assertThat(stored.id()).isEqualTo(made.actorId()).isNotEqualTo("act_x");
            assertThat(stored.labels().values()).isEqualTo(Map.of("tier", "gold"));
            assertThat(stored.permissions()).hasSize(1);
        }

        @Test
        void aSecondClaimOverwritesLabelsAndPermissionsAndKeepsTheRest() {
            site.authenticate(
                    claims("alice", "root", Map.of("permissions", GET, "labels", Map.of("tier", "gold"))),
                    TestInstallation.HOST);
            Actor first = site.actor("root", "alice");
            site.authenticate(claims("alice", "root", Map.of("labels", Map.of("team", "x"))), TestInstallation.HOST);
            Actor second = site.actor("root", "alice");

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.labels().values())
                    .containsEntry("team", "x")
                    .containsEntry("authproxy.io/actor-sync-source", "config-list")
                    .doesNotContainKey("tier");
            assertThat(second.permissions()).isEqualTo(first.permissions()).hasSize(1);
            assertThat(site.outcome(site.claims("alice"), TestInstallation.ALICE))
                    .isEqualTo("ok");
        }

        @Test
        void anOwnKeyMayNotCarryAnActorClaim() {
            Actor before = site.actor("root", "alice");

            assertThat(site.outcome(claims("alice", "root", Map.of("permissions", EVERYTHING)), TestInstallation.ALICE))
                    .isEqualTo("actor_claim_not_allowed");
            assertThat(site.actor("root", "alice")).isEqualTo(before);
        }

        @Test
        void theClaimMustSpeakOfTheSubject() {
            long actors = site.rows("actors");

            assertThat(List.of(
                            site.outcome(claims("kim", "root", Map.of("external_id", "lee")), TestInstallation.HOST),
                            site.outcome(claims("kim", "root", Map.of("namespace", "root.x")), TestInstallation.HOST),
                            site.outcome(
                                    claims("kim", "root", Map.of("labels", Map.of("authproxy.io/x", "y"))),
                                    TestInstallation.HOST),
                            site.outcome(claims("kim", "root", Map.of("permissions", "*")), TestInstallation.HOST)))
                    .doesNotContain("ok");
            assertThat(site.rows("actors")).isEqualTo(actors);
        }

        @Test
        void anAssertingKeyMakesActorsWithinItsOwnersPermissions() {
            assertThat(asserted("kim", "root.team.x", Map.of("permissions", GET)))
                    .isEqualTo("ok");
            assertThat(asserted("lee", "root.team.x", Map.of("permissions", EVERYTHING)))
                    .isEqualTo("actor_claim_exceeds_issuer");
            assertThat(asserted("lee", "root.other", Map.of("permissions", List.of())))
                    .isEqualTo("actor_claim_exceeds_issuer");
            assertThat(site.exists("root.team.x", "lee")).isFalse();
        }

        @Test
        void anAssertingKeySpeaksForItsOwner() {
            assertThat(site.outcome(site.claims("ines"), TestInstallation.INES, site.keyIdOf("ines")))
                    .isEqualTo("ok");
            assertThat(site.outcome(site.claims("ines"), TestInstallation.INES)).isEqualTo("ok");
        }

        @Test
        void anAssertingKeyDoesNotBecomeAnActorWithMoreRightsThanItsOwner() {
            Map<String, Object> boss = site.claims("boss", "namespace", "root.team");

            assertThat(site.outcome(site.claims("admin"), TestInstallation.INES, site.keyIdOf("ines")))
                    .isEqualTo("actor_claim_exceeds_issuer");
            assertThat(site.outcome(boss, TestInstallation.INES, site.keyIdOf("ines")))
                    .isEqualTo("actor_claim_exceeds_issuer");
            assertThat(asserted("boss", "root.team", Map.of())).isEqualTo("actor_claim_exceeds_issuer");
            assertThat(asserted("boss", "root.team", Map.of("labels", Map.of("a", "b"))))
                    .isEqualTo("actor_claim_exceeds_issuer");
            assertThat(site.actor("root.team", "boss").labels().values()).doesNotContainKey("a");
        }

        @Test
        void anAssertingKeyMayNotRaiseItsOwner() {
            assertThat(asserted("ines", "root", Map.of("permissions", EVERYTHING)))
                    .isEqualTo("actor_claim_exceeds_issuer");
        }

        @Test
        void whoMayNotAssertIsNotAnAsserter() {
            assertThat(site.outcome(
                            claims("kim", "root", Map.of("permissions", List.of())),
                            TestInstallation.ALICE,
                            site.keyIdOf("alice")))
                    .isEqualTo("invalid_token");
        }

        @Test
        void whatAnAsserterVouchedForEndsWithTheAsserter() {
            String token = JwsSigner.sign(
                    claims("kim", "root.team.x", Map.of("permissions", GET)),
                    TestInstallation.INES,
                    site.keyIdOf("ines"));
            assertThat(site.outcome(token)).isEqualTo("ok");

            site.unlist("ines");

            assertThat(site.outcome(token)).isEqualTo("invalid_token");
        }

        @Test
        void aDeletedActorComesBackOnlyByALaterTokenAndAsANewRow() {
            String old =
                    JwsSigner.sign(claims("kim", "root.team", Map.of("permissions", GET)), TestInstallation.HOST, null);
            String first = site.authenticate(old).actorId();
            site.core().pass(Duration.ofSeconds(1));
            site.delete("root.team", "kim");

            Map<String, Object> sameSecond = claims("kim", "root.team", Map.of());
            Map<String, Object> withoutTime = claims("kim", "root.team", Map.of());
            withoutTime.remove("iat");
            assertThat(site.outcome(old)).isEqualTo("actor_deleted");
            assertThat(site.outcome(sameSecond, TestInstallation.HOST)).isEqualTo("actor_deleted");
            assertThat(site.outcome(withoutTime, TestInstallation.HOST)).isEqualTo("actor_deleted");

            site.core().pass(Duration.ofSeconds(1));
            ActorPrincipal again = site.authenticate(claims("kim", "root.team", Map.of()), TestInstallation.HOST);
            assertThat(again.actorId()).isNotEqualTo(first);
            assertThat(site.actor("root.team", "kim").permissions()).isEmpty();
        }

        @Test
        void firstTokensOfANewActorAtTheSameMomentAllSucceed() throws Exception {
            List<String> outcomes = atOnce(
                    20,
                    i -> site.outcome(
                            claims("new", "root.fresh.place", Map.of("labels", Map.of("n", "x")), "jti", "j" + i),
                            TestInstallation.HOST));

            assertThat(outcomes).containsOnly("ok");
        }

        @Test
        void ofFiftySimultaneousUsesOfANonceExactlyOneSucceeds() throws Exception {
            for (int round = 0; round < 4; round++) {
                String token = JwsSigner.sign(
                        site.claims("alice", "nonce", "non_0123456789abcdef" + round), TestInstallation.ALICE, null);

                List<String> outcomes = atOnce(50, i -> site.outcome(token));

                assertThat(outcomes.stream().filter("ok"::equals)).hasSize(1);
                assertThat(outcomes.stream().filter("nonce_reused"::equals)).hasSize(49);
                assertThat(site.rows("audit_log where action = 'authentication.login'"))
                        .as("sign-ins on record")
                        .isEqualTo(round + 1);
            }
        }

        private interface Attempt {
            String outcome(int number);
        }

        private static List<String> atOnce(int threads, Attempt attempt) throws Exception {
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
                List<Future<String>> running = IntStream.range(0, threads)
                        .mapToObj(i -> executor.submit((Callable<String>) () -> {
                            start.await();
                            return attempt.outcome(i);
                        }))
                        .toList();
                start.countDown();
                List<String> outcomes = new java.util.ArrayList<>();
                for (Future<String> one : running) {
                    outcomes.add(one.get());
                }
                return outcomes;
            }
        }

        private String asserted(String subject, String namespace, Map<String, Object> actor) {
            SigningKey key = TestInstallation.INES;
            return site.outcome(claims(subject, namespace, actor), key, site.keyIdOf("ines"));
        }

        private Map<String, Object> claims(
                String subject, String namespace, Map<String, Object> actor, Object... more) {
            Map<String, Object> claims = site.claims(subject, "namespace", namespace);
            Map<String, Object> whole = new HashMap<>(Map.of("external_id", subject, "namespace", namespace));
            whole.putAll(actor);
            claims.put("actor", whole);
            for (int i = 0; i < more.length; i += 2) {
                claims.put((String) more[i], more[i + 1]);
            }
            return claims;
        }
    }
}
