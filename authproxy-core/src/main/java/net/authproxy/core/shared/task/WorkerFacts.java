package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;

/**
 * What a worker tells of itself.
 *
 * @param id as its leases are taken under
 * @param host name of the machine
 * @param pid number of the process
 * @param concurrency tasks at a time
 * @param runLimit time after which it cancels a run
 * @param active false while it stops
 */
public record WorkerFacts(
        String id, String host, long pid, int concurrency, Duration runLimit, Instant startedAt, boolean active) {}
