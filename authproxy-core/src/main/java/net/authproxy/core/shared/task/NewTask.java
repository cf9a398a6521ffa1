package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work to be queued.
 *
 * @param payload JSON text with ids only: it is authorised and loaded anew when it runs (security D9); at most 64 KiB
 * @param uniqueKey no second task with this key is queued until this one has ended; absent: no such limit
 * @param runAt earliest start by the wall clock; absent: {@code delay} from now
 * @param delay time from now to the earliest start, independent of this machine's clock
 * @param maxRetries tries after the first one
 * @param retention how long the end state can be read
 * @param fence lock under which the task is queued; absent: none
 */
public record NewTask(
        TaskType type,
        String payload,
        QueueName queue,
        @Nullable String uniqueKey,
        @Nullable Instant runAt,
        Duration delay,
        int maxRetries,
        Duration retention,
        @Nullable LockFence fence) {

    static final int LONGEST_PAYLOAD = 64 * 1024;
    private static final int LONGEST_KEY = 512;
    private static final Duration RETENTION = Duration.ofMinutes(10);

    public NewTask {
        if (payload.length() > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("a task's payload holds ids only: " + payload.length() + " characters");
        }
        if (uniqueKey != null && (uniqueKey.isEmpty() || uniqueKey.length() > LONGEST_KEY)) {
            throw new IllegalArgumentException("a unique key has 1 to 512 characters");
        }
        if (delay.isNegative() || retention.isNegative() || maxRetries < 0) {
            throw new IllegalArgumentException("delay, retention and retries are not negative");
        }
    }

    /** Work for the default queue, at once, not unique, 3 retries, its end state kept 10 minutes. */
    public static NewTask of(TaskType type, String payload) {
        return new NewTask(type, payload, QueueName.DEFAULT, null, null, Duration.ZERO, 3, RETENTION, null);
    }

    public NewTask on(QueueName other) {
        return new NewTask(type, payload, other, uniqueKey, runAt, delay, maxRetries, retention, fence);
    }

    public NewTask uniqueBy(String key) {
        return new NewTask(type, payload, queue, key, runAt, delay, maxRetries, retention, fence);
    }

    public NewTask after(Duration wait) {
        return new NewTask(type, payload, queue, uniqueKey, null, wait, maxRetries, retention, fence);
    }

    public NewTask at(Instant start) {
        return new NewTask(type, payload, queue, uniqueKey, start, Duration.ZERO, maxRetries, retention, fence);
    }

    public NewTask retrying(int times) {
        return new NewTask(type, payload, queue, uniqueKey, runAt, delay, times, retention, fence);
    }

    public NewTask keptFor(Duration time) {
        return new NewTask(type, payload, queue, uniqueKey, runAt, delay, maxRetries, time, fence);
    }

    public NewTask under(LockFence held) {
        return new NewTask(type, payload, queue, uniqueKey, runAt, delay, maxRetries, retention, held);
    }
}
