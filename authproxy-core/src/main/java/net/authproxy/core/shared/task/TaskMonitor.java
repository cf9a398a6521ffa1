package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the queues and who works on it, for operators (contract 12). Reading changes nothing. All methods throw
 * {@code unavailable} when the store is away.
 */
public interface TaskMonitor {

    /** All queues, by weight. */
    List<QueueStatus> queues();

    /** One queue. */
    QueueStatus queue(QueueName queue);

    /** The last days, today first. */
    List<DayCount> history(QueueName queue, int days);

    /**
     * Tasks of one state: those that wait, the next to run first; those that ended, the oldest first.
     *
     * @param after where the page before ended; absent for the first
     */
    TaskPage tasks(QueueName queue, MonitoredState state, int most, MonitoredTask.@Nullable Position after);

    /** One task, whatever its state; empty when it is unknown or in another queue. */
    Optional<MonitoredTask> task(QueueName queue, ResourceId id);

    /** Workers that announced themselves and did not vanish since. */
    List<WorkerStatus> workers();

    /** Tells of a worker until the lifetime is over; zero takes it back. */
    void announce(WorkerFacts worker, Duration lifetime);
}
