package net.authproxy.core.shared.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the leading worker sees it (contract 12).
 *
 * @param name of the schedule
 * @param spec its cron expression
 * @param next the coming slot
 * @param previous the slot that was queued last; absent before the first
 */
public record ScheduleEntry(
        String name,
        String spec,
        TaskType type,
        Instant next,
        @Nullable Instant previous) {}
