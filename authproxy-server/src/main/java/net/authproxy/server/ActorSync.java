package net.authproxy.server;

import java.time.Duration;
import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/**
 * Brings the configured actors into the database: at the start, and by job for a directory of keys (contract 12). A source
 * that cannot be read fails the start or the job, and changes nothing.
 */
final class ActorSync implements TaskHandler {

    static final TaskType TYPE = new TaskType("auth_tasks:sync_external_source");

    private static final String LOCK = "actors-sync";
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final ActorSynchronizer actors;
    private final IdentityConfiguration.ConfiguredActors configured;
    private final DistributedLock locks;

    ActorSync(ActorSynchronizer actors, IdentityConfiguration.ConfiguredActors configured, DistributedLock locks) {
        this.actors = actors;
        this.configured = configured;
        this.locks = locks;
    }

    /** Another process that holds the lock does the same work, so this one need not. */
    void run() {
        locks.tryAcquire(LOCK, LEASE).ifPresent(lease -> {
            try {
                configured.source().ifPresent(actors::synchronize);
            } finally {
                lease.close();
            }
        });
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        run();
    }
}
