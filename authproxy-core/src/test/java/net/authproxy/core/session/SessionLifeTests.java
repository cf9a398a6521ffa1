package net.authproxy.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a session lives and ends, in several processes on one Redis (contract 5.5; goal J6). */
class SessionLifeTests {

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

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

        private static final Duration MINUTE = Duration.ofMinutes(1);

        private final DatabaseKind kind;
        private SessionInstallation one;
        private SessionInstallation two;

        Cases(DatabaseKind kind) {
            this.kind = kind;
        }

        @BeforeEach
        void open() {
            REDIS.flush();
            one = SessionInstallation.open(kind);
            two = one.beside();
        }

        @AfterEach
        void close() {
            two.close();
            one.close();
        }

        private void pass(Duration time) {
            one.core().pass(time);
            two.passForCaches(time);
        }

        private void seenIsWritten(SessionInstallation site, Duration since) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> site.lastSeen().equals(site.start().plus(since)));
        }

        @Test
        @Tag("J6")
        void endsWithoutUseAndLivesOnByUse() {
            String cookie = one.signIn("public");
            pass(Duration.ofMinutes(59));
            assertThat(one.outcome(cookie)).isEqualTo("ok");
            seenIsWritten(one, Duration.ofMinutes(59));
            pass(Duration.ofMinutes(59));
            assertThat(one.outcome(cookie)).isEqualTo("ok");
            seenIsWritten(one, Duration.ofMinutes(118));

            pass(Duration.ofMinutes(60));

            assertThat(one.tryOutcome(cookie)).isEqualTo("unknown");
            assertThat(one.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(one.list()).isEmpty();
        }

        @Test
        @Tag("J6")
        void endsAfterItsLongestLifeInAnyCase() {
            String cookie = one.signIn("public");
            for (int i = 1; i < 24; i++) {
                pass(Duration.ofMinutes(30));
                assertThat(one.outcome(cookie)).as("half hour %s", i).isEqualTo("ok");
                seenIsWritten(one, Duration.ofMinutes(30).multipliedBy(i));
            }
            pass(Duration.ofMinutes(30).minusMillis(1));
            assertThat(one.outcome(cookie)).isEqualTo("ok");

            pass(Duration.ofMillis(1));

            assertThat(one.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
        }

        @Test
        void livesOnByUseInAnotherProcess() {
            String cookie = one.signIn("public");
            assertThat(one.outcome(cookie)).isEqualTo("ok");
            for (int i = 1; i <= 3; i++) {
                pass(Duration.ofMinutes(50));
                assertThat(two.outcome(cookie)).isEqualTo("ok");
                seenIsWritten(two, Duration.ofMinutes(50).multipliedBy(i));
            }

            assertThat(one.outcome(cookie)).isEqualTo("ok");
        }

        @Test
        void writesItsUseAtMostOnceAMinute() {
            String cookie = one.signIn("public");
            for (int i = 0; i < 59; i++) {
                pass(Duration.ofSeconds(1));
                assertThat(one.outcome(cookie)).isEqualTo("ok");
            }
            one.waitForBackground();
            assertThat(one.lastSeen()).isEqualTo(one.start());

            pass(Duration.ofSeconds(1));
            assertThat(one.outcome(cookie)).isEqualTo("ok");

            seenIsWritten(one, MINUTE);
        }

        @Test
        void isKnownFromMemoryWithoutRedis() {
            String cookie = one.signIn("public");
            assertThat(one.tryOutcome(cookie)).isEqualTo("unknown");
            assertThat(one.outcome(cookie)).isEqualTo("ok");
            REDIS.flush();

            assertThat(one.tryOutcome(cookie)).isEqualTo("ok");
        }

        @Test
        @Tag("J6")
        void endsInAllProcessesAtOnce() {
            String cookie = one.signIn("public");
            assertThat(two.outcome(cookie)).isEqualTo("ok");

            one.end(cookie);

            assertThat(two.tryOutcome(cookie)).isEqualTo("unknown");
            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(one.outcome(cookie)).isEqualTo("unauthenticated");
        }

        @Test
        void endsWithinFiveSecondsWhileMessagesAreLost() {
            String cookie = one.signIn("public");
            assertThat(two.outcome(cookie)).isEqualTo("ok");
            one.core().transport().interrupt();
            one.end(cookie);
            pass(Duration.ofSeconds(5));

            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
        }

        @Test
        void staysEndedWhenAUseIsWrittenLate() {
            String cookie = one.signIn("public");
            assertThat(two.outcome(cookie)).isEqualTo("ok");
            one.core().transport().interrupt();
            one.end(cookie);
            one.core().clock().advance(MINUTE);
            assertThat(two.outcome(cookie)).as("not heard yet").isEqualTo("ok");
            two.waitForBackground();

            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(one.list()).isEmpty();
        }

        @Test
        @Tag("R2")
        void isGoneWhenRedisLostIt() {
            String cookie = one.signIn("public");
            assertThat(one.outcome(cookie)).isEqualTo("ok");
            REDIS.flush();
            one.core().transport().resume();

            assertThat(one.outcome(cookie)).isEqualTo("unauthenticated");
        }

        @Test
        @Tag("J7")
        void diesWithItsActorAndLosesWhatItsActorLoses() {
            String cookie = one.signIn("public");
            assertThat(two.principal(cookie).permissions().written()).hasSize(1);

            one.setPermissions(List.of());
            assertThat(two.principal(cookie).permissions().written()).isEmpty();
            one.deleteActor();

            assertThat(two.tryOutcome(cookie)).isEqualTo("unknown");
            assertThat(two.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(one.list()).isEmpty();
        }

        @Test
        void keepsTheNarrowingOfItsToken() {
            ActorPrincipal whole = one.token(null);
            Permission some = new Permission("root.x", List.of("connections"), List.of(), List.of("get"));
            ActorPrincipal narrow = one.token(PermissionSet.of(List.of(some), "kim", Map.of()));
            ActorPrincipal nothing = one.token(PermissionSet.of(List.of(), "kim", Map.of()));

            assertThat(two.principal(one.signIn(whole, "public")).narrowing()).isNull();
            assertThat(two.principal(one.signIn(narrow, "public")).narrowing().written())
                    .containsExactly(some);
            assertThat(two.principal(one.signIn(nothing, "public")).narrowing().written())
                    .isEmpty();
        }

        @Test
        void isValidOnItsOwnServiceOnly() {
            String open = one.signIn("public");
            String admin = one.signIn("admin-api");

            assertThat(one.outcome("admin-api", open)).isEqualTo("unauthenticated");
            assertThat(one.outcome("public", admin)).isEqualTo("unauthenticated");
            assertThat(one.outcome("api", open)).isEqualTo("unauthenticated");
            assertThat(one.outcome("admin-api", admin)).isEqualTo("ok");
        }

        @Test
        @Tag("C3")
        void opensNoRecordThatWasMoved() {
            String cookie = one.signIn("public");
            String other = one.signIn("public");
            one.swapRecords();

            assertThat(one.outcome(cookie)).isEqualTo("unauthenticated");
            assertThat(one.outcome(other)).isEqualTo("unauthenticated");
        }

        @Test
        @Tag("J1")
        void livesOnWhenTheKeyIsRotated() {
            String cookie = one.signIn("public");
            try (SessionInstallation rotated = one.besideWithKeys(2, 1)) {
                assertThat(rotated.outcome(cookie)).isEqualTo("ok");
                assertThat(rotated.outcome(rotated.signIn("public"))).isEqualTo("ok");
            }
        }

        @Test
        @Tag("S1")
        void leavesNothingReadableInRedis() {
            one.signIn("public");

            assertThat(one.redisContent())
                    .contains("authproxy:session:", "authproxy:session-index:act_")
                    .doesNotContain("sess_", "kim", "Lynx", "192.0.2.7", "actor_id", "narrowing");
        }

        @Test
        void acceptsItsXsrfTokensForADay() {
            String cookie = one.signIn("long");
            ActiveSession session = one.active("long", cookie);
            String first = one.callers().xsrfToken(session);

            pass(Duration.ofHours(23));
            String late = one.callers().xsrfToken(session);
            assertThat(late).isNotEqualTo(first);
            assertThat(one.xsrf(session, first)).isEqualTo("ok");
            assertThat(one.xsrf(session, late)).isEqualTo("ok");
            pass(Duration.ofHours(1));
            assertThat(one.xsrf(session, first)).isEqualTo("xsrf_invalid");
            assertThat(one.xsrf(session, late)).isEqualTo("ok");
            pass(Duration.ofHours(-3));
            assertThat(one.xsrf(session, late)).as("of the future").isEqualTo("xsrf_invalid");
        }

        @Test
        void refusesTwoCookiesAndTwoTokens() {
            String cookie = one.signIn("public");
            String other = one.signIn("public");

            assertThat(one.outcome("public", cookie + "; SID=" + other)).isEqualTo("unauthenticated");
            assertThat(one.outcome("public", cookie + "; SID=" + cookie)).isEqualTo("unauthenticated");
        }

        @Test
        void tellsTheJournal() {
            String cookie = one.signIn("public");
            one.end(cookie);
            String orphan = one.signIn("public");
            one.deleteActor();
            assertThat(one.outcome(orphan)).isEqualTo("unauthenticated");
            one.sessions()
                    .refused(
                            SessionInstallation.policy("public"),
                            new AuthProxyException(ErrorCode.NONCE_REUSED, "jwt nonce already used"),
                            "192.0.2.9");

            assertThat(one.journal())
                    .containsExactly(
                            "created public",
                            "ended SIGNED_OUT",
                            "created public",
                            "ended ACTOR_DELETED",
                            "refused public nonce_reused 192.0.2.9");
        }
    }
}
