package net.authproxy.core.shared.task;

import java.time.Instant;
import java.util.Locale;
import net.authproxy.core.shared.resource.ResourceId;

/**
 * How far a task has come (contract 7.1, {@code /tasks/{token}}).
 *
 * @param updatedAt time of the last change of phase, by the server's clock
 */
public record TaskState(ResourceId id, TaskType type, Phase phase, Instant updatedAt) {

    /** Phases; {@code FAILED} is a dead letter. */
    public enum Phase {
        ACTIVE,
        PENDING,
        SCHEDULED,
        RETRY,
        FAILED,
        COMPLETED;

        /** The word in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Phase of(String stored) {
            return stored.equals("archived") ? FAILED : valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }
}
