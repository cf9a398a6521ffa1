package net.authproxy.core.actor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.authorization.SystemOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes when keys were used last, at most once a minute per key and never in the way of the request: what a full queue
 * or a database that is away loses is noted with the next use a minute later (contract 4.2).
 */
@SystemOperation
public class KeyUsage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyUsage.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 1024;
    private static final long MOST_KNOWN = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cache<String, Boolean> noted;
    private final ThreadPoolExecutor writer;

    KeyUsage(JdbcClient jdbc, Clock clock, Ticker ticker) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.noted = Caffeine.newBuilder()
                .expireAfterWrite(INTERVAL)
                .maximumSize(MOST_KNOWN)
                .ticker(ticker)
                .build();
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                INTERVAL.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("key-usage").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        this.writer.allowCoreThreadTimeOut(true);
    }

    /** Notes a use at this moment. Never blocks and never fails. */
    public void note(String keyId) {
        if (noted.getIfPresent(keyId) == null && noted.asMap().putIfAbsent(keyId, Boolean.TRUE) == null) {
            Instant now = clock.instant();
            writer.execute(() -> write(keyId, now));
        }
    }

    /** Other processes note too: the condition keeps them all together at one write a minute. */
    private void write(String keyId, Instant now) {
        try {
            jdbc.sql("update actor_keys set last_used_at = :now where id = :id"
                            + " and (last_used_at is null or last_used_at <= :before)")
                    .param("now", Timestamp.from(now))
                    .param("before", Timestamp.from(now.minus(INTERVAL)))
                    .param("id", keyId)
                    .update();
        } catch (DataAccessException e) {
            log.warn("reason=key_usage_not_noted key={}", keyId, e);
        }
    }

    /** Writes what waits, and stops. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
