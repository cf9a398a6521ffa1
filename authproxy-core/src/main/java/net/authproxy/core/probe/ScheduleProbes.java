package net.authproxy.core.probe;

import java.security.SecureRandom;
import java.time.Duration;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;

/** Queues periodic probes that are due, spread over the time until the next look. */
class ScheduleProbes implements TaskHandler {

    static final TaskType TYPE = new TaskType("core:schedule_probes");

    private static final Duration SPREAD = Duration.ofSeconds(45);

    private final DueProbes due;
    private final TaskQueue queue;
    private final SecureRandom random;

    ScheduleProbes(DueProbes due, TaskQueue queue, SecureRandom random) {
        this.due = due;
        this.queue = queue;
        this.random = random;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        for (DueProbes.Due probe : due.find()) {
            context.checkCancelled();
            queue.enqueue(RunProbe.task(probe, Duration.ofMillis(random.nextLong(SPREAD.toMillis()))));
        }
    }
}
