package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.Moment;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.Reuse;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider has replaced the refresh token, and its answer does not arrive (goal O5). */
@Tag("O5")
@Tag(LongRuns.TAG)
class LostAnswerTests {

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.SQLITE);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.POSTGRES);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        /** Less than the minute before its end in which a token is renewed. */
        private static final Duration DUE = Duration.ofSeconds(30);

        private static final Duration SHORTEST = Duration.ofSeconds(1);

        abstract OAuth2Stage stage();

        private OAuth2Provider provider() {
            return stage().provider();
        }

        /** The connector waits one second for an answer. */
        static Stream<Arguments> losses() {
            return Stream.of(
                    Arguments.of("reset", new Fault.Reset(Moment.AFTER_CHANGE)),
                    Arguments.of("late", new Fault.Delay(Duration.ofMillis(1_500), Moment.AFTER_CHANGE)),
                    Arguments.of("half", new Fault.Half()));
        }

        @BeforeEach
        void clear() {
            provider().faults().clear();
        }

        private String connect(Duration life, Reuse reuse) {
            provider().behave(now -> now.withAccessTokenLife(life).withReuse(reuse));
            String id = stage().connect("hasty");
            provider().traffic().clear();
            return id;
        }

        private int refreshes() {
            return provider().traffic().tokenRequests("refresh_token");
        }

        private void untilRefreshes(int count) {
            Await.until(OAuth2Stage.SOON, this::refreshes, found -> found == count);
        }

        private String reason(String id) {
            return stage().read(id).path("health_reason").asString("");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("losses")
        void aProviderWithAGracePeriodIsAskedOnceMore(String name, Fault loss) {
            for (int round = 0; round < LongRuns.rounds(3, 100); round++) {
                String id = connect(DUE, new Reuse.Grace(Duration.ofMinutes(1)));
                provider().faults().nextGrant(1, "refresh_token", loss);

                stage().call(id, "/me").expect(200);

                // Whoever has no more patience is answered with the old token, which lives, and the refresh goes on.
                untilRefreshes(2);
                // The pair that was stored is good: the next call renews it once more.
                Await.until(OAuth2Stage.SOON, () -> stage().call(id, "/me").expect(200), answer -> refreshes() >= 3);
                assertThat(provider().traffic().issued("refresh_token"))
                        .as("%s %s", name, round)
                        .isEqualTo(refreshes());
                assertThat(provider().grants().getLast().ended()).isNull();
                assertThat(stage().read(id).path("health").asString("")).isNotEqualTo("unhealthy");
            }
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("losses")
        void aStrictProviderIsAskedOnceMoreAndTheUserIsTold(String name, Fault loss) {
            for (int round = 0; round < LongRuns.rounds(3, 100); round++) {
                String id = connect(SHORTEST, new Reuse.Strict());
                provider().faults().nextGrant(1, "refresh_token", loss);

                stage().call(id, "/me");

                assertNeedsTheUser(id, name + " " + round);
                assertThat(provider().grants().getLast().ended()).isEqualTo(GrantView.REUSED_REFRESH_TOKEN);
            }
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("losses")
        void twoAnswersThatAreLostAreSaid(String name, Fault loss) {
            for (int round = 0; round < LongRuns.rounds(1, 20); round++) {
                String id = connect(SHORTEST, new Reuse.Grace(Duration.ofMinutes(1)));
                provider().faults().nextGrant(2, "refresh_token", loss);

                stage().call(id, "/me");

                assertNeedsTheUser(id, name + " " + round);
            }
        }

        /** Within seconds, not a minute: as soon as the second answer is refused or lost as well. */
        private void assertNeedsTheUser(String id, String round) {
            Await.until(OAuth2Stage.SOON, () -> reason(id), reason -> reason.equals("needs_reauth"));
            assertThat(refreshes()).as("%s: sent once more at most", round).isEqualTo(2);
            Await.until(OAuth2Stage.SOON, () -> stage().call(id, "/me"), answer -> answer.status() == 422)
                    .expectError(422, "needs_reauth");
            stage().call(id, "/me").expectError(422, "needs_reauth");
            assertThat(refreshes()).as("%s: nothing more is sent", round).isEqualTo(2);
            assertThat(reason(id)).as(round).isEqualTo("needs_reauth");
        }
    }
}
