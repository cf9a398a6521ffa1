package net.authproxy.core.oauth2;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;

/**
 * Puts an answer into the spool when its commit takes long, and takes it out again once it is committed. A database that is
 * away is noticed only after seconds; until then the answer would be nowhere but in memory.
 */
final class LateSpool implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 300;
    private static final Executor LATER = CompletableFuture.delayedExecutor(
            PATIENCE_MILLIS, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));

    private final AnswerSpool spool;
    private final Attempt attempt;
    private boolean done;
    private boolean spooled;

    private LateSpool(AnswerSpool spool, Attempt attempt) {
        this.spool = spool;
        this.attempt = attempt;
    }

    static LateSpool of(AnswerSpool spool, Attempt attempt, EncryptedField answer) {
        LateSpool late = new LateSpool(spool, attempt);
        LATER.execute(() -> late.put(answer));
        return late;
    }

    private synchronized void put(EncryptedField answer) {
        if (!done) {
            spooled = true;
            spool.put(attempt, answer);
        }
    }

    /** The answer is committed, or nobody's any more. */
    synchronized void settled() {
        done = true;
        if (spooled) {
            spool.remove(attempt.id());
        }
    }

    /** Whatever is spooled by now stays, for the next start to find. */
    @Override
    public synchronized void close() {
        done = true;
    }
}
