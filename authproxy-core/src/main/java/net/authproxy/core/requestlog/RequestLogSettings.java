package net.authproxy.core.requestlog;

import java.time.Duration;

/**
 * How rows are collected (contract 13.2, {@code http_logging}).
 *
 * @param queueSize rows that may wait; more are dropped and counted
 * @param flushBatchSize rows per write
 * @param flushInterval longest time a row waits for its batch to fill
 * @param shutdownLimit longest time the last rows are tried to be written
 */
public record RequestLogSettings(int queueSize, int flushBatchSize, Duration flushInterval, Duration shutdownLimit) {

    public static final RequestLogSettings DEFAULTS =
            new RequestLogSettings(65_536, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(10));

    public RequestLogSettings {
        if (queueSize < 1 || flushBatchSize < 1 || !flushInterval.isPositive() || !shutdownLimit.isPositive()) {
            throw new IllegalArgumentException("http_logging: queue, batch and times must be positive");
        }
    }
}
