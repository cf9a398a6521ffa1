package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Does one type of work. A handler is called at least once per task and must be idempotent; two calls for one task can
 * overlap when a lease was lost, so it writes by compare-and-set.
 */
public interface TaskHandler {

    TaskType type();

    /**
     * Does the work. Normal return: done. {@link PermanentTaskFailure}: dead letter at once. Any other exception: tried
     * again until the retries are used up.
     *
     * @throws TaskCancelledException from {@link TaskContext#checkCancelled}
     * @throws InterruptedException when the run is abandoned while it waits
     */
    void handle(TaskContext context) throws InterruptedException;

    /**
     * Time to wait after a failed attempt.
     *
     * @param attempt number of the attempt that failed, from 1
     */
    default Duration backoff(int attempt, RandomGenerator random) {
        return Backoff.STANDARD.delay(attempt, random);
    }
}
