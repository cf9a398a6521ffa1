package net.authproxy.core.oauth2;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;

/**
 * Finds tokens that are to be renewed until the next run and queues a task for each, spread over that time: tokens of one
 * provider tend to end together, and it must not be asked for all of them at once.
 */
class RefreshExpiringTokens implements TaskHandler {

    static final TaskType TYPE = new TaskType("oauth2:refresh_expiring_oauth_tokens");

    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final TokenStore tokens;
    private final TaskQueue queue;
    private final SecureRandom random;
    private final Clock clock;

    RefreshExpiringTokens(TokenStore tokens, TaskQueue queue, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.queue = queue;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        Instant now = clock.instant();
        Instant until = now.plus(AHEAD);
        List<DueToken> due = tokens.due(until, BATCH);
        while (!due.isEmpty()) {
            for (DueToken token : due) {
                context.checkCancelled();
                // Put off first: a queue that is away leaves the token to the run after the next.
                if (tokens.postpone(token, until, until.plus(AHEAD))) {
                    queue.enqueue(RefreshOneToken.task(token, delay(token, now)));
                }
            }
            due = tokens.due(until, BATCH);
        }
    }

    /** Somewhere between the moment it falls due and half of what is then left of its life, within this run. */
    private Duration delay(DueToken token, Instant now) {
        Duration untilDue = Duration.between(now, token.dueAt());
        Duration first = untilDue.isNegative() ? Duration.ZERO : untilDue;
        Duration left = Duration.between(now.plus(first), token.expiresAt()).dividedBy(2);
        Duration span = left.compareTo(AHEAD) < 0 ? left : AHEAD;
        long jitter = span.isPositive() ? random.nextLong(span.toMillis() + 1) : 0;
        return first.plusMillis(jitter);
    }
}
