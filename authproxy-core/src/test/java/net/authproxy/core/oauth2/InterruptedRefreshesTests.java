package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process that is gone has left behind is finished by another one (security D5). */
@Tag("R1")
class InterruptedRefreshesTests {

    private static final Duration STEP = Duration.ofMillis(200);

    @ParameterizedTest
    @EnumSource
    void anAnswerThatWasCommittedIsApplied(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind);
                Installation other = stage.at.beside()) {
            Attempt attempt = stage.begin(stage.authorized("a").version());
            stage.journal.answered(attempt, stage.sealed(attempt, "b"));

            other.get(InterruptedRefreshes.class).resume(Duration.ZERO);
            assertThat(stage.present()).as("the youngest are left alone").isEqualTo("1 at-a rt-a");
            stage.at.core().pass(Duration.ofMillis(1));
            other.get(InterruptedRefreshes.class).resume(Duration.ZERO);

            await().until(() -> stage.present().equals("2 at-b rt-b"));
            assertThat(stage.journalColumn(attempt.id(), "state")).isEqualTo("applied");
            assertThat(stage.journalColumn(attempt.id(), "encrypted_answer")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O7")
    void aSpooledAnswerIsStored(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt attempt = stage.begin(stage.authorized("a").version());
            stage.spool.put(attempt, stage.sealed(attempt, "b"));

            stage.at.get(InterruptedRefreshes.class).resume(Duration.ofHours(1));

            await().until(() -> stage.present().equals("2 at-b rt-b"));
            assertThat(stage.spool.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O4")
    void aSpooledAnswerToAnEarlierCallIsNotStored(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt first = stage.begin(stage.authorized("a").version());
            stage.spool.put(first, stage.sealed(first, "late"));
            Attempt second = stage.journal.resend(first).orElseThrow();

            stage.at.get(InterruptedRefreshes.class).resume(Duration.ofHours(1));

            assertThat(stage.spool.all()).isEmpty();
            assertThat(stage.journal.answered(second, stage.sealed(second, "b")))
                    .isTrue();
            await().until(() -> stage.present().equals("2 at-b rt-b"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O5")
    void aSecondAnswerThatIsLostIsSaid(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt first = stage.begin(stage.authorized("a").version());
            stage.journal.resend(first).orElseThrow();

            Future<RefreshOutcome> outcome = begin(stage.at, stage);

            passing(stage, outcome);
            assertThat(outcome.resultNow()).isEqualTo(new RefreshOutcome.NeedsReauth("refresh_answer_lost"));
            assertThat(stage.health()).isEqualTo("UNHEALTHY needs_reauth");
            assertThat(stage.tokens
                            .current(stage.connection)
                            .orElseThrow()
                            .failure()
                            .error())
                    .isEqualTo("refresh_answer_lost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverLeftCostsNothing(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt first = stage.begin(stage.authorized("a").version());

            Future<RefreshOutcome> outcome = begin(stage.at, stage);

            // The provider's name cannot be resolved: whoever takes over finds out, and the token stays.
            passing(stage, outcome);
            assertThat(outcome.resultNow()).isInstanceOf(RefreshOutcome.Later.class);
            assertThat(stage.journalColumn(first.id(), "sends")).isEqualTo(2);
            assertThat(stage.present()).isEqualTo("1 at-a rt-a");
            assertThat(stage.health()).doesNotContain("needs_reauth");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O7")
    void whoIsStillAtItIsLeftAlone(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind);
                Installation other = stage.at.beside()) {
            Attempt attempt = stage.begin(stage.authorized("a").version());
            // An hour by the clock: another process's clock may be wrong, and a database may have been away.
            stage.at.core().clock().advance(Duration.ofHours(1));
            Future<RefreshOutcome> waiting = begin(other, stage);

            await().during(Duration.ofSeconds(1)).until(() -> !waiting.isDone());
            assertThat(stage.journalColumn(attempt.id(), "sends")).isEqualTo(1);
            assertThat(stage.journal.answered(attempt, stage.sealed(attempt, "b")))
                    .isTrue();

            await().until(waiting::isDone);
            assertThat(stage.present()).isEqualTo("2 at-b rt-b");
        }
    }

    private static CompletableFuture<RefreshOutcome> begin(Installation process, RefreshStage stage) {
        return process.get(TokenRefresher.class).begin(stage.connection, 1);
    }

    /** Lets time go by while somebody looks again and again. */
    private static void passing(RefreshStage stage, Future<RefreshOutcome> outcome) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    stage.at.core().pass(STEP);
                    return outcome.isDone();
                });
    }
}
