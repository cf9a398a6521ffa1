package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.oauth2.RefreshJournal.State;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One caller of the provider at a time, and an answer for each call alone (security D5). */
class RefreshJournalTests {

    @ParameterizedTest
    @EnumSource
    @Tag("O3")
    void oneOfManyMayCall(DatabaseKind kind) throws Exception {
        try (RefreshStage stage = new RefreshStage(kind)) {
            for (int version = 1; version <= 10; version++) {
                int from = version;
                int winners = RefreshStage.winners(
                        12, () -> stage.journal.begin(stage.connection, from).isPresent());

                assertThat(winners).as("version %s", version).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O5")
    void oneOfManyMayAskOnceMore(DatabaseKind kind) throws Exception {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt first = stage.begin(1);

            int winners =
                    RefreshStage.winners(8, () -> stage.journal.resend(first).isPresent());

            assertThat(winners).isEqualTo(1);
            assertThat(stage.journal.find(stage.connection, 1).orElseThrow().sends())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O4")
    void anAnswerBelongsToTheLastCall(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt first = stage.begin(1);
            Attempt second = stage.journal.resend(first).orElseThrow();

            assertThat(stage.journal.answered(first, stage.sealed(first, "late")))
                    .isFalse();
            assertThat(stage.journal.failed(first))
                    .as("a late failure ends nobody else's call")
                    .isFalse();
            assertThat(stage.journal.holds(first)).isFalse();
            assertThat(stage.journal.holds(second)).isTrue();
            assertThat(stage.journal.answered(second, stage.sealed(second, "new")))
                    .isTrue();
            assertThat(stage.journal.answered(second, stage.sealed(second, "again")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndedAttemptKeepsNoAnswer(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt attempt = stage.begin(1);
            stage.journal.answered(attempt, stage.sealed(attempt, "new"));
            Attempt answered = stage.journal.find(stage.connection, 1).orElseThrow();
            assertThat(answered.state()).isEqualTo(State.ANSWERED);
            assertThat(answered.answer()).isNotNull();

            assertThat(stage.journal.applied(answered)).isTrue();

            assertThat(stage.journalColumn(attempt.id(), "encrypted_answer")).isNull();
            assertThat(stage.journal.find(stage.connection, 1).orElseThrow().state())
                    .isEqualTo(State.APPLIED);
            assertThat(stage.journal.begin(stage.connection, 1))
                    .as("what was renewed is not renewed again")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedAttemptMakesRoomForAnother(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            Attempt attempt = stage.begin(1);
            assertThat(stage.journal.begin(stage.connection, 1)).isEmpty();

            assertThat(stage.journal.failed(attempt)).isTrue();
            assertThat(stage.journal.failed(attempt)).isFalse();

            assertThat(stage.journal.find(stage.connection, 1)).isEmpty();
            assertThat(stage.journal.begin(stage.connection, 1)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsWhatIsUnfinished(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            stage.begin(1);
            stage.at.core().pass(java.time.Duration.ofSeconds(10));
            Attempt young = stage.begin(2);
            stage.journal.failed(stage.begin(3));

            assertThat(stage.journal.unfinished(young.sentAt(), 10))
                    .extracting(Attempt::fromVersion)
                    .containsExactly(1);
            assertThat(stage.journal.unfinished(young.sentAt().plusMillis(1), 10))
                    .extracting(Attempt::fromVersion)
                    .containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatANewAuthorizationHasOvertaken(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken old = stage.authorized("a");
            Attempt overtaken = stage.begin(old.version());
            stage.journal.answered(overtaken, stage.sealed(overtaken, "late"));
            StoredToken present = stage.authorized("b");
            Attempt due = stage.begin(present.version());

            assertThat(stage.journal.endSuperseded()).isEqualTo(1);

            assertThat(stage.journalColumn(overtaken.id(), "state")).isEqualTo("failed");
            assertThat(stage.journalColumn(overtaken.id(), "encrypted_answer")).isNull();
            assertThat(stage.journalColumn(due.id(), "state")).isEqualTo("sent");
        }
    }
}
