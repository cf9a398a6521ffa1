package net.authproxy.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.authproxy.gateway.HealthSource;
import net.authproxy.worker.BackgroundWork;

/** The process's health with what the worker adds: queue reachable, consumer running, leading the schedules (contract 2.2). */
final class WorkerHealth implements HealthSource {

    private static final Duration LIMIT = Duration.ofMillis(900);

    private final HealthSource process;
    private final BackgroundWork work;

    WorkerHealth(HealthSource process, BackgroundWork work) {
        this.process = process;
        this.work = work;
    }

    @Override
    public boolean ready() {
        return process.ready();
    }

    @Override
    public Report check() {
        CompletableFuture<Boolean> queue = CompletableFuture.supplyAsync(work::isQueueReachable, WorkerHealth::apart)
                .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> false);
        Report base = process.check();
        Map<String, Boolean> checks = new LinkedHashMap<>(base.checks());
        boolean reachable = queue.join();
        boolean running = work.isRunning();
        checks.put("asynqClient", reachable);
        checks.put("asynqServer", running);
        // Informative only: one worker of many leads.
        checks.put("asyncIsScheduler", work.isScheduler());
        return new Report(base.ok() && reachable && running, checks);
    }

    private static void apart(Runnable check) {
        Thread.ofPlatform().daemon().name("health-queue").start(check);
    }

    @Override
    public String scrape() {
        return process.scrape();
    }
}
