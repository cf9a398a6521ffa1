package net.authproxy.worker;

import net.authproxy.core.shared.task.TaskRunner;

/** All that a worker does: runs tasks, leads the schedules if no other worker does, seals the audit trail. */
public final class BackgroundWork {

    private final TaskRunner runner;
    private final Scheduler scheduler;
    private final AuditSealing sealing;

    BackgroundWork(TaskRunner runner, Scheduler scheduler, AuditSealing sealing) {
        this.runner = runner;
        this.scheduler = scheduler;
        this.sealing = sealing;
    }

    /** Starts taking tasks. */
    public void start() {
        runner.start();
        scheduler.start();
        sealing.start();
    }

    /** Whether tasks are being taken. */
    public boolean isRunning() {
        return runner.isRunning();
    }

    /** Whether this worker leads the schedules now. */
    public boolean isScheduler() {
        return scheduler.isLeading();
    }

    /** Stops taking tasks and hands unfinished ones back. */
    public void stop() {
        scheduler.stop();
        sealing.stop();
        runner.stop();
    }
}
