package net.authproxy.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.authproxy.gateway.HealthSource;

/** The process's health with what the worker adds: queue reachable, consumer running, leading the schedules (contract 2.2). */
final class WorkerHealth implements HealthSource {

    private final HealthSource process;
    private final BooleanSupplier consuming;

    WorkerHealth(HealthSource process, BooleanSupplier consuming) {
        this.process = process;
        this.consuming = consuming;
    }

    @Override
    public boolean ready() {
        return process.ready();
    }

    @Override
    public Report check() {
        Report base = process.check();
        Map<String, Boolean> checks = new LinkedHashMap<>(base.checks());
        boolean running = consuming.getAsBoolean();
        checks.put("asynqClient", Boolean.TRUE.equals(checks.get("redis")));
        checks.put("asynqServer", running);
        // Schedules come with a later version; until then nobody leads them.
        checks.put("asyncIsScheduler", false);
        return new Report(base.ok() && running, checks);
    }

    @Override
    public String scrape() {
        return process.scrape();
    }
}
