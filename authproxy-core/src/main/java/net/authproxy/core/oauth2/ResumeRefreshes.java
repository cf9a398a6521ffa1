package net.authproxy.core.oauth2;

import java.time.Clock;
import java.time.Duration;
import net.authproxy.core.oauth2.AnswerSpool.Waiting;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.oauth2.RefreshJournal.State;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/**
 * Finishes what processes that are gone have left behind: answers that wait in the spool or the journal are applied, and
 * calls whose answer nobody has are made once more, or given up with a reason (security D5).
 */
class ResumeRefreshes implements TaskHandler {

    static final TaskType TYPE = new TaskType("oauth2:resume_refreshes");

    private static final Duration LEFT_ALONE = Duration.ofSeconds(20);
    private static final int BATCH = 500;

    private final RefreshJournal journal;
    private final AnswerSpool spool;
    private final TokenRefresher refresher;
    private final Clock clock;

    ResumeRefreshes(RefreshJournal journal, AnswerSpool spool, TokenRefresher refresher, Clock clock) {
        this.journal = journal;
        this.spool = spool;
        this.refresher = refresher;
        this.clock = clock;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        for (Waiting waiting : spool.all()) {
            Attempt attempt = new Attempt(
                    waiting.attemptId(),
                    waiting.connectionId(),
                    waiting.fromVersion(),
                    State.SENT,
                    1,
                    clock.instant(),
                    null);
            journal.answered(attempt, waiting.answer());
            spool.remove(waiting.attemptId());
            var unused = refresher.begin(waiting.connectionId(), waiting.fromVersion());
        }
        for (Attempt attempt : journal.abandoned(clock.instant().minus(LEFT_ALONE), BATCH)) {
            context.checkCancelled();
            var unused = refresher.begin(attempt.connectionId(), attempt.fromVersion());
        }
    }
}
