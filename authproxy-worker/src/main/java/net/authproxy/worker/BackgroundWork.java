package net.authproxy.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.TaskRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks, and looks from time to time for work whose task was lost: the database is the truth, the queue a hint
 * (contract 12, {@code database:resume}).
 */
public final class BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
    private static final Duration RESUME = Duration.ofMinutes(5);

    private final TaskRunner runner;
    private final List<ResumableWork> works;
    private final PeriodicTasks periodic;
    private final AuditSealing sealing;
    private final ScheduledExecutorService resumes = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("resume").factory());

    BackgroundWork(TaskRunner runner, List<ResumableWork> works, PeriodicTasks periodic, AuditSealing sealing) {
        this.runner = runner;
        this.works = works;
        this.periodic = periodic;
        this.sealing = sealing;
    }

    /** Starts taking tasks. */
    public void start() {
        runner.start();
        periodic.start();
        sealing.start();
        var unused = resumes.scheduleWithFixedDelay(this::resume, 0, RESUME.toSeconds(), TimeUnit.SECONDS);
    }

    private void resume() {
        works.forEach(BackgroundWork::resume);
    }

    private static void resume(ResumableWork work) {
        try {
            int begun = work.resume();
            if (begun > 0) {
                log.info("action=resumed {}={}", work.name(), begun);
            }
        } catch (RuntimeException e) {
            // A database or Redis that is away ends this round only; an exception would end all further ones.
            log.warn("reason=resume_failed", e);
        }
    }

    /** Whether tasks are being taken. */
    public boolean isRunning() {
        return runner.isRunning();
    }

    /** Stops taking tasks and hands unfinished ones back. */
    public void stop() {
        resumes.shutdownNow();
        periodic.stop();
        sealing.stop();
        runner.stop();
    }
}
