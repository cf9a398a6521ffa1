package net.authproxy.core.shared.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored task as operators see it (contract 12). Id and type are as stored, or a stand-in when somebody else wrote them.
 *
 * @param payload decrypted, with what looks like a secret masked; a reason in brackets when it cannot be opened
 * @param retried how often it was tried again, or will be
 * @param lastError absent before the first failure
 * @param nextRunAt only while it waits for its time
 * @param completedAt only of a completed one
 * @param orphaned whether its worker's lease has run out
 * @param position where it stands among those of its state
 */
public record MonitoredTask(
        String id,
        QueueName queue,
        String type,
        String payload,
        MonitoredState state,
        int maxRetries,
        int retried,
        @Nullable String lastError,
        @Nullable Instant lastFailedAt,
        @Nullable Instant nextRunAt,
        @Nullable Instant completedAt,
        boolean orphaned,
        Position position) {

    /**
     * Where a task stands.
     *
     * @param score by which its state is ordered, as text; empty while it waits for a worker
     * @param id as stored
     */
    public record Position(String score, String id) {}
}
