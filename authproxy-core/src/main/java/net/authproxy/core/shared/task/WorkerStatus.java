package net.authproxy.core.shared.task;

import java.time.Instant;
import java.util.List;

/**
 * A worker process that was heard of lately, with what it runs (contract 12).
 *
 * @param worker what it told of itself
 * @param running its tasks
 */
public record WorkerStatus(WorkerFacts worker, List<Run> running) {

    public WorkerStatus {
        running = List.copyOf(running);
    }

    /**
     * A task on that worker.
     *
     * @param deadline when the run limit ends it
     */
    public record Run(String taskId, String type, QueueName queue, Instant startedAt, Instant deadline) {}
}
