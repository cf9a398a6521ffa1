package net.authproxy.web.taskmonitoring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.WorkerStatus;
import net.authproxy.web.json.Timestamps;

/** A worker process; {@code queues} gives the weight of each, {@code status} is active or stopping. */
record TaskServerResponse(
        String id,
        String host,
        long pid,
        int concurrency,
        Map<String, Integer> queues,
        boolean strictPriority,
        String started,
        String status,
        List<ActiveWorker> activeWorkers) {

    /** A task that runs there. */
    record ActiveWorker(String taskId, String taskType, String queue, String started, String deadline) {

        static ActiveWorker of(WorkerStatus.Run run) {
            return new ActiveWorker(
                    run.taskId(),
                    run.type(),
                    run.queue().text(),
                    Timestamps.text(run.startedAt()),
                    Timestamps.text(run.deadline()));
        }
    }

    static TaskServerResponse of(WorkerStatus status) {
        Map<String, Integer> weights = new TreeMap<>();
        for (QueueName queue : QueueName.values()) {
            weights.put(queue.text(), queue.weight());
        }
        return new TaskServerResponse(
                status.worker().id(),
                status.worker().host(),
                status.worker().pid(),
                status.worker().concurrency(),
                weights,
                false,
                Timestamps.text(status.worker().startedAt()),
                status.worker().active() ? "active" : "stopping",
                status.running().stream().map(ActiveWorker::of).toList());
    }
}
