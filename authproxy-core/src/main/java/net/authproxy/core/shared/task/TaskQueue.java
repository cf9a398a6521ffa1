package net.authproxy.core.shared.task;

import java.util.Optional;
import net.authproxy.core.shared.resource.ResourceId;

/** Where features leave work that must happen. The queue may be lost as a whole; the database can re-create the work. */
public interface TaskQueue {

    /**
     * Stores the task; it runs at least once.
     *
     * @throws FencedOffException when a later holder of the task's lock has queued before
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code unavailable} when the store is away
     */
    Enqueued enqueue(NewTask task);

    /** How far the task has come; empty when it is unknown or ended longer ago than its retention. */
    Optional<TaskState> state(ResourceId id);
}
