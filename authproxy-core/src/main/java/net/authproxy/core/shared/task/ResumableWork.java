package net.authproxy.core.shared.task;

/**
 * Work that the database remembers and the queue may lose: asked from time to time to queue again what was begun
 * (contract 12, {@code database:resume}). Queueing too often does no harm.
 */
public interface ResumableWork {

    /** Plural name for the log, such as {@code disconnects}. */
    String name();

    /** Queues it again; how many tasks that were. */
    int resume();
}
