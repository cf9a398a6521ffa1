package net.authproxy.server;

import java.time.Duration;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.oauth2.InterruptedRefreshes;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.resource.NamespacePath;

/** What a process does before it listens, in the order of contract 2; the database was migrated when it was opened. */
final class StartSequence {

    private static final Duration LOCK = Duration.ofMinutes(1);

    private final NamespaceService namespaces;
    private final EncryptionService encryption;
    private final ConfiguredResources configured;
    private final ActorSync actors;
    private final InterruptedRefreshes refreshes;
    private final DistributedLock locks;

    StartSequence(
            NamespaceService namespaces,
            EncryptionService encryption,
            ConfiguredResources configured,
            ActorSync actors,
            InterruptedRefreshes refreshes,
            DistributedLock locks) {
        this.namespaces = namespaces;
        this.encryption = encryption;
        this.configured = configured;
        this.actors = actors;
        this.refreshes = refreshes;
        this.locks = locks;
    }

    void run() {
        namespaces.ensure(NamespacePath.ROOT);
        encryption.synchronizeKeys();
        underLock("connectors-migrate-lock", configured::loadConnectors);
        actors.run();
        // What this very process held when it was killed is in its spool and nowhere else.
        refreshes.resume(Duration.ZERO);
    }

    /** Another process that holds the lock does the same work, so this one need not. */
    private void underLock(String name, Runnable work) {
        locks.tryAcquire(name, LOCK).ifPresent(lease -> {
            try {
                work.run();
            } finally {
                lease.close();
            }
        });
    }
}
