package net.authproxy.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.TaskQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues periodic tasks when their time has come. A slot that cannot be queued is skipped: the next one does its work. */
final class PeriodicTasks {

    private static final Logger log = LoggerFactory.getLogger(PeriodicTasks.class);

    private final List<PeriodicTask> tasks;
    private final TaskQueue queue;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("periodic").factory());

    PeriodicTasks(List<PeriodicTask> tasks, TaskQueue queue, Clock clock) {
        this.tasks = List.copyOf(tasks);
        this.queue = queue;
        this.clock = clock;
    }

    void start() {
        tasks.forEach(periodic -> periodic.schedule().ifPresent(cron -> plan(cron, periodic.task())));
    }

    private void plan(Cron cron, NewTask task) {
        Instant now = clock.instant();
        CronSlots.next(cron, now).ifPresent(next -> {
            long wait = Duration.between(now, next).toMillis() + 1;
            var unused = timer.schedule(() -> run(cron, task), wait, TimeUnit.MILLISECONDS);
        });
    }

    private void run(Cron cron, NewTask task) {
        try {
            queue.enqueue(task);
        } catch (RuntimeException e) {
            // A Redis that is away ends this slot only; an exception would end all further ones.
            log.warn("reason=periodic_task_not_queued type={}", task.type(), e);
        }
        plan(cron, task);
    }

    void stop() {
        timer.shutdownNow();
    }
}
