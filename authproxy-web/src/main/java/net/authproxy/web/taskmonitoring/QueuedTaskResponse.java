package net.authproxy.web.taskmonitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.shared.task.MonitoredTask;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A task; {@code payload} is JSON as text with secrets masked, {@code is_orphaned} is there while it is active. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueuedTaskResponse(
        String id,
        String queue,
        String type,
        String payload,
        String state,
        int maxRetry,
        int retried,
        @Nullable String lastErr,
        @Nullable String lastFailedAt,
        @Nullable String nextProcessAt,
        @Nullable String completedAt,
        @JsonProperty("is_orphaned") @Nullable Boolean orphaned) {

    static QueuedTaskResponse of(MonitoredTask task) {
        return new QueuedTaskResponse(
                task.id(),
                task.queue().text(),
                task.type(),
                task.payload(),
                task.state().text(),
                task.maxRetries(),
                task.retried(),
                task.lastError(),
                text(task.lastFailedAt()),
                text(task.nextRunAt()),
                text(task.completedAt()),
                task.state() == MonitoredState.ACTIVE ? task.orphaned() : null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamps.text(time);
    }
}
