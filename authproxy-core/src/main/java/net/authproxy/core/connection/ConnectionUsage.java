package net.authproxy.core.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes when connections were used last, at most once a minute per connection and never in the way of the call: uses are
 * collected and written together a moment later. What a full queue, a locked row or a database that is away loses is noted
 * with the next use a minute later. A use is no change: {@code updated_at} stays.
 */
@SystemOperation
public class ConnectionUsage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConnectionUsage.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final int MOST_WAITING = 100_000;
    private static final long MOST_KNOWN = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String unlocked;
    private final Cache<String, Boolean> noted;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connection-usage").factory());

    ConnectionUsage(JdbcClient jdbc, DatabaseKind kind, Clock clock, Ticker ticker) {
        this.jdbc = jdbc;
        this.clock = clock;
        // Whoever changes several connections holds their rows in the order of ids, and must not wait for this.
        this.unlocked = kind == DatabaseKind.POSTGRES ? " for update skip locked" : "";
        this.noted = Caffeine.newBuilder()
                .expireAfterWrite(INTERVAL)
                .maximumSize(MOST_KNOWN)
                .ticker(ticker)
                .build();
        var unused = writer.scheduleWithFixedDelay(
                this::writeAll, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Notes a use at about this moment. Never blocks and never fails. */
    public void note(String connectionId) {
        if (noted.getIfPresent(connectionId) == null
                && noted.asMap().putIfAbsent(connectionId, Boolean.TRUE) == null
                && !waiting.offer(connectionId)) {
            log.warn("reason=connection_usage_not_noted connection={} cause=queue_full", connectionId);
        }
    }

    private void writeAll() {
        List<String> ids = new ArrayList<>();
        while (waiting.drainTo(ids, BATCH) > 0) {
            write(ids, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            ids.clear();
        }
    }

    /** Other processes note too: the condition keeps them all together at one write a minute. */
    private void write(List<String> ids, Instant now) {
        try {
            jdbc.sql("update connections set last_used_at = :now where id in (select id from connections"
                            + " where id in (:ids) and (last_used_at is null or last_used_at <= :before)" + unlocked
                            + ")")
                    .param("now", Timestamp.from(now))
                    .param("before", Timestamp.from(now.minus(INTERVAL)))
                    .param("ids", ids)
                    .update();
        } catch (RuntimeException e) {
            // Whatever it is: a failure that got out of here would end the schedule.
            log.warn("reason=connection_usage_not_noted connections={}", ids.size(), e);
        }
    }

    /** Writes what waits, and stops. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (writer.awaitTermination(1, TimeUnit.SECONDS)) {
                writeAll();
            } else {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
