package net.authproxy.web.taskmonitoring;

import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.shared.task.QueueStatus;
import net.authproxy.web.json.Timestamps;

/** A queue; {@code groups} and {@code aggregating} are always 0, {@code size} leaves completed tasks out. */
record QueueResponse(
        String queue,
        long memoryUsage,
        double latencySeconds,
        long size,
        long groups,
        long pending,
        long active,
        long scheduled,
        long retry,
        long archived,
        long completed,
        long aggregating,
        long processed,
        long failed,
        long processedTotal,
        long failedTotal,
        boolean paused,
        String timestamp) {

    private static final double MILLIS = 1_000;

    static QueueResponse of(QueueStatus status) {
        long pending = status.count(MonitoredState.PENDING);
        long active = status.count(MonitoredState.ACTIVE);
        long scheduled = status.count(MonitoredState.SCHEDULED);
        long retry = status.count(MonitoredState.RETRY);
        long archived = status.count(MonitoredState.ARCHIVED);
        return new QueueResponse(
                status.queue().text(),
                status.memoryBytes(),
                status.latency().toMillis() / MILLIS,
                pending + active + scheduled + retry + archived,
                0,
                pending,
                active,
                scheduled,
                retry,
                archived,
                status.count(MonitoredState.COMPLETED),
                0,
                status.processed(),
                status.failed(),
                status.processedEver(),
                status.failedEver(),
                status.paused(),
                Timestamps.text(status.at()));
    }
}
