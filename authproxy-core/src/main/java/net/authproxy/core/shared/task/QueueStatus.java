package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A queue at one moment (contract 12).
 *
 * @param tasks how many there are in each state
 * @param processed runs that ended today (UTC), failed ones included
 * @param failed the failed ones of them
 * @param latency how long the oldest waiting task has waited; zero when none waits
 * @param memoryBytes estimated from a few tasks
 * @param at by the store's clock
 */
public record QueueStatus(
        QueueName queue,
        Map<MonitoredState, Long> tasks,
        long processed,
        long failed,
        long processedEver,
        long failedEver,
        boolean paused,
        Duration latency,
        long memoryBytes,
        Instant at) {

    public QueueStatus {
        tasks = Map.copyOf(tasks);
    }

    /** How many tasks are in that state. */
    public long count(MonitoredState state) {
        return tasks.getOrDefault(state, 0L);
    }
}
