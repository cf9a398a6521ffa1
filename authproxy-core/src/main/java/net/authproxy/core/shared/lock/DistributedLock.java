package net.authproxy.core.shared.lock;

import java.time.Duration;
import java.util.Optional;

/** Mutual exclusion between processes for as long as a lease lasts. Whoever writes under it hands on its fencing number. */
public interface DistributedLock {

    /**
     * Takes the lock if it is free; never waits. Not re-entrant.
     *
     * @param name such as {@code worker:scheduler_master}
     * @param lease time after which the lock is free again unless it is renewed
     * @return empty when somebody holds it
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code unavailable} when the lock store is away
     */
    Optional<Lease> tryAcquire(String name, Duration lease);
}
