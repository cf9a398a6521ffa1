package net.authproxy.worker;

import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.TaskRunner;

/** All that a worker does: runs tasks, leads the schedules if no other worker does, seals the audit trail. */
public final class BackgroundWork {

    private final TaskRunner runner;
    private final Scheduler scheduler;
    private final AuditSealing sealing;
    private final WorkerReport report;
    private final RedisTaskQueue queue;

    BackgroundWork(
            TaskRunner runner, Scheduler scheduler, AuditSealing sealing, WorkerReport report, RedisTaskQueue queue) {
        this.report = report;
        this.queue = queue;
        this.runner = runner;
        this.scheduler = scheduler;
        this.sealing = sealing;
    }

    /** Starts taking tasks. */
    public void start() {
        runner.start();
        scheduler.start();
        sealing.start();
        report.start();
    }

    /** Whether the queue can be reached from here. */
    public boolean isQueueReachable() {
        return queue.isReachable();
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
        report.stopping();
        scheduler.stop();
        sealing.stop();
        runner.stop();
        report.stop();
    }
}
