package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** The worker's side of the queue. A call for a task that has another owner by now changes nothing and says so. */
interface WorkQueue {

    /** Time after which a task without heartbeat goes to another worker. */
    Duration lease();

    /** Takes up to {@code most} tasks that are due, queues by weight. */
    Taken take(String worker, int most);

    /** Marks the task done; false when it is another's. */
    boolean complete(TakenTask task);

    /** Puts the task back for later, or among the dead letters after the last retry. */
    Failure fail(TakenTask task, String reason, Duration backoff);

    /** Puts the task among the dead letters. */
    Failure bury(TakenTask task, String reason);

    /** Prolongs the leases; the answer holds the owners of those that are another's by now. */
    Set<String> renew(Collection<TakenTask> tasks);

    /** The owners of those that an operator wants to stop. */
    Set<String> cancelled(Collection<TakenTask> tasks);

    /** Gives the task back as if it had not been taken; false when it is another's. */
    boolean handBack(TakenTask task);

    /** Decrypts and checks the record. */
    Task open(TakenTask task);

    /** What became of a failed task. */
    enum Failure {
        RETRY,
        DEAD,
        LOST
    }
}
