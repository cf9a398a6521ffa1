package net.authproxy.web.taskmonitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import net.authproxy.core.shared.task.ScheduleEntry;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A schedule; {@code prev} is absent before its first slot. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulerEntryResponse(
        String id,
        String spec,
        String taskType,
        String next,
        @Nullable String prev) {

    static SchedulerEntryResponse of(ScheduleEntry entry) {
        return new SchedulerEntryResponse(
                entry.name(),
                entry.spec(),
                entry.type().name(),
                Timestamps.text(entry.next()),
                entry.previous() == null ? null : Timestamps.text(entry.previous()));
    }
}
