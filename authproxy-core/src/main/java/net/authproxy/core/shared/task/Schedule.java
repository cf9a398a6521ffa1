package net.authproxy.core.shared.task;

import java.util.Optional;
import java.util.function.Supplier;
import net.authproxy.core.shared.settings.Cron;

/**
 * A task that is queued again and again (contract 12). A feature registers it as a bean; the one leading worker queues
 * the task in each slot, exactly once per schedule and slot.
 *
 * @param name unique among all schedules; stays the same over versions, as the last slot is kept under it
 * @param cron read again every {@code worker.cron_sync_interval}; empty: never
 * @param task without a unique key each slot gets a task of its own; with one, a slot is skipped while the task of an
 *     earlier one still waits or runs
 * @param atStart whether it is also queued when a worker starts, and when Redis may have lost everything
 */
public record Schedule(String name, Supplier<Optional<Cron>> cron, NewTask task, boolean atStart) {

    /** A schedule named like its task's type, not queued at the start. */
    public static Schedule of(NewTask task, Supplier<Optional<Cron>> cron) {
        return new Schedule(task.type().name(), cron, task, false);
    }

    /** The same with a fixed cron expression. */
    public static Schedule of(NewTask task, String cron) {
        Optional<Cron> fixed = Optional.of(new Cron(cron));
        return of(task, () -> fixed);
    }

    /** The same, queued at the start as well. */
    public Schedule alsoAtStart() {
        return new Schedule(name, cron, task, true);
    }
}
