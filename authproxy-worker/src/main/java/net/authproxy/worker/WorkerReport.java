package net.authproxy.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.QueueStatus;
import net.authproxy.core.shared.task.TaskMonitor;
import net.authproxy.core.shared.task.TaskRunner;
import net.authproxy.core.shared.task.WorkerFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other processes of this worker, and its metrics how long the queues are: gauge {@code authproxy.jobs.queue} by
 * {@code queue} and {@code state}. Every worker reports the same lengths.
 */
final class WorkerReport {

    private static final Logger log = LoggerFactory.getLogger(WorkerReport.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofSeconds(20);

    private final TaskRunner runner;
    private final TaskMonitor monitor;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Long> lengths = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("worker-report").factory());
    private volatile Instant startedAt = Instant.EPOCH;

    WorkerReport(TaskRunner runner, TaskMonitor monitor, MeterRegistry meters, Clock clock) {
        this.runner = runner;
        this.monitor = monitor;
        this.meters = meters;
        this.clock = clock;
    }

    void start() {
        startedAt = clock.instant();
        for (QueueName queue : QueueName.values()) {
            for (MonitoredState state : MonitoredState.values()) {
                String key = key(queue, state);
                Gauge.builder("authproxy.jobs.queue", lengths, known -> known.getOrDefault(key, 0L))
                        .description("tasks in the queues")
                        .tag("queue", queue.text())
                        .tag("state", state.text())
                        .register(meters);
            }
        }
        var unused = timer.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            announce(LIFETIME);
            monitor.queues().forEach(this::note);
        } catch (AuthProxyException away) {
            log.debug("worker not reported", away);
        } catch (RuntimeException problem) {
            // An exception would end all further rounds.
            log.warn("reason=worker_not_reported", problem);
        }
    }

    private void note(QueueStatus status) {
        status.tasks().forEach((state, tasks) -> lengths.put(key(status.queue(), state), tasks));
    }

    /** Tells that this worker takes nothing more. */
    void stopping() {
        timer.shutdownNow();
        tell(LIFETIME.plusSeconds(ROUND.toSeconds()));
    }

    /** Tells that it is gone. */
    void stop() {
        tell(Duration.ZERO);
    }

    private void tell(Duration lifetime) {
        if (startedAt.equals(Instant.EPOCH)) {
            return;
        }
        try {
            announce(lifetime);
        } catch (AuthProxyException away) {
            log.debug("the end of a worker not reported", away);
        }
    }

    private void announce(Duration lifetime) {
        monitor.announce(
                new WorkerFacts(
                        runner.id(),
                        host(),
                        ProcessHandle.current().pid(),
                        runner.settings().concurrency(),
                        runner.settings().runLimit(),
                        startedAt,
                        runner.isRunning() && !timer.isShutdown()),
                lifetime);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private static String key(QueueName queue, MonitoredState state) {
        return queue.text() + ":" + state.text();
    }
}
