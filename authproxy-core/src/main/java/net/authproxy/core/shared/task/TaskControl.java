package net.authproxy.core.shared.task;

import net.authproxy.core.shared.resource.ResourceId;

/** What operators can do to tasks and queues (contract 12). All methods throw {@code unavailable} when the store is away. */
public interface TaskControl {

    /** Whether something was done, else why not. */
    enum Outcome {
        DONE,
        /** There is no such task in that queue. */
        MISSING,
        /** The task's state does not permit it. */
        WRONG_STATE,
        /** Another task has the dead letter's unique key by now. */
        KEY_TAKEN
    }

    /** Lets a scheduled, failed or dead task run as soon as a worker is free; a dead one gets all its attempts again. */
    Outcome run(QueueName queue, ResourceId id);

    /** Makes a task that does not run a dead letter. */
    Outcome archive(QueueName queue, ResourceId id);

    /** Forgets a task that does not run. */
    Outcome delete(QueueName queue, ResourceId id);

    /**
     * Asks a running task to stop; it becomes a dead letter with the reason {@code cancelled}. One that does not ask is
     * interrupted after a quarter of a minute.
     */
    Outcome cancel(QueueName queue, ResourceId id);

    /** Has nothing more taken from the queue, or lets workers go on; doing it twice is the same as once. */
    void pause(QueueName queue, boolean paused);

    /** Lets all tasks of that state run; how many that were. */
    long runAll(QueueName queue, MonitoredState state);

    /** Forgets all tasks of that state; how many that were. */
    long deleteAll(QueueName queue, MonitoredState state);
}
