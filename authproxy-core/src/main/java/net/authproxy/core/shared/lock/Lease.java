package net.authproxy.core.shared.lock;

import java.time.Duration;

/** A held lock. Its holder may lose it at any time, so the fencing number decides at the place that is protected. */
public interface Lease extends AutoCloseable {

    String name();

    /** Larger than the number of every earlier holder of this lock. */
    long fence();

    /**
     * Prolongs the lease from now.
     *
     * @return false when it had run out or somebody else holds the lock: stop working
     */
    boolean renew(Duration lease);

    /** Frees the lock; does nothing when it is no longer held. */
    void release();

    @Override
    default void close() {
        release();
    }
}
