package net.authproxy.core.oauth2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.oauth2.AnswerSpool.Waiting;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.oauth2.RefreshJournal.State;

/**
 * Finishes what processes that are gone have left behind: answers that wait in the spool or the journal are applied, and
 * calls whose answer nobody has are made once more, or given up with a reason (security D5). Every process does so when it
 * starts, since its spool is nobody else's; the worker goes on doing so.
 */
@SystemOperation
public class InterruptedRefreshes {

    /** Watched at a time; each is looked at four times a second. */
    private static final int BATCH = 100;

    private final RefreshJournal journal;
    private final AnswerSpool spool;
    private final TokenRefresher refresher;
    private final Clock clock;

    InterruptedRefreshes(RefreshJournal journal, AnswerSpool spool, TokenRefresher refresher, Clock clock) {
        this.journal = journal;
        this.spool = spool;
        this.refresher = refresher;
        this.clock = clock;
    }

    /**
     * Stores what is spooled and begins the rest; that goes on in the background, and waits there for whoever is still at
     * it.
     *
     * @param leftAlone younger attempts are passed over
     */
    public void resume(Duration leftAlone) {
        journal.endSuperseded();
        spool.all().forEach(this::store);
        Instant before = clock.instant().minus(leftAlone);
        for (Attempt attempt : journal.unfinished(before, BATCH)) {
            var unused = refresher.begin(attempt.connectionId(), attempt.fromVersion());
        }
    }

    private void store(Waiting waiting) {
        Attempt attempt = new Attempt(
                waiting.attemptId(),
                waiting.connectionId(),
                waiting.fromVersion(),
                State.SENT,
                waiting.sends(),
                clock.instant(),
                null);
        journal.answered(attempt, waiting.answer());
        spool.remove(waiting.attemptId());
        var unused = refresher.begin(waiting.connectionId(), waiting.fromVersion());
    }
}
