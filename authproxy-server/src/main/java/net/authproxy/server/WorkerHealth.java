package net.authproxy.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.authproxy.gateway.HealthSource;

/** The process's health with what the worker adds: queue reachable, consumer running, leading the schedules (contract 2.2). */
final class WorkerHealth implements HealthSource {

    private final HealthSource process;
    private final BooleanSupplier consuming;
    private final BooleanSupplier leading;

    WorkerHealth(HealthSource process, BooleanSupplier consuming, BooleanSupplier leading) {
        this.process = process;
        this.consuming = consuming;
        this.leading = leading;
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
        checks.put("asyncIsScheduler", leading.getAsBoolean());
        return new Report(base.ok() && running, checks);
    }

    @Override
    public String scrape() {
        return process.scrape();
    }
}
