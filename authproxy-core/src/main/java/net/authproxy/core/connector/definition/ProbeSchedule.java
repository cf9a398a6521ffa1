package net.authproxy.core.connector.definition;

import java.time.Duration;

/** When a probe runs by itself. */
public sealed interface ProbeSchedule {

    /** Never: only when a connection is verified or tested. */
    record OnDemand() implements ProbeSchedule {}

    /** Again and again, that long after the last run. */
    record Every(Duration period) implements ProbeSchedule {}

    /**
     * At the times of a cron expression, UTC.
     *
     * @param expression five fields, or {@code @hourly}, {@code @daily}, {@code @every <duration>}
     */
    record Cron(String expression) implements ProbeSchedule {}
}
