package net.authproxy.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.gateway.HealthSource;

/** Checks run in parallel and within a second; readiness is what the last round found, so asking costs nothing. */
final class ProcessHealth implements HealthSource, AutoCloseable {

    private static final Duration LIMIT = Duration.ofMillis(900);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final EncryptionService encryption;
    private final PrometheusMeterRegistry meters;
    private final Map<String, BooleanSupplier> probes = new LinkedHashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("health-", 0).factory());
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health-rounds").factory());
    private volatile boolean started;
    private volatile boolean draining;
    private volatile boolean reachable;

    ProcessHealth(
            Database database,
            Database logDatabase,
            RedisAccess redis,
            EncryptionService encryption,
            PrometheusMeterRegistry meters) {
        this.encryption = encryption;
        this.meters = meters;
        probes.put("db", () -> answers(database));
        probes.put("redis", redis::isReachable);
        probes.put("logStorage", () -> answers(logDatabase));
    }

    /** Starts the rounds; from now on the process may be ready. */
    void begin() {
        started = true;
        reachable = check().ok();
        var unused = rounds.scheduleWithFixedDelay(
                () -> reachable = check().ok(), ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Announces the end: not ready any more. */
    void drain() {
        draining = true;
    }

    @Override
    public boolean ready() {
        return started && !draining && reachable && encryption.isReady();
    }

    @Override
    public Report check() {
        Map<String, CompletableFuture<Boolean>> running = new LinkedHashMap<>();
        probes.forEach((name, probe) -> running.put(
                name,
                CompletableFuture.supplyAsync(probe::getAsBoolean, workers)
                        .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> false)));
        Map<String, Boolean> found = new LinkedHashMap<>();
        running.forEach((name, outcome) -> found.put(name, outcome.join()));
        return new Report(!found.containsValue(false), found);
    }

    private static boolean answers(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setReadOnly(true);
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public String scrape() {
        return meters.scrape();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        workers.shutdownNow();
    }
}
