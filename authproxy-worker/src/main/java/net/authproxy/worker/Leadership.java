package net.authproxy.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.lock.Lease;
import net.authproxy.core.shared.task.LockFence;
import org.jspecify.annotations.Nullable;

/**
 * Whether this worker leads, by a lock that is renewed three times per lease. Time is monotonic; who could not renew for
 * a whole lease no longer leads, whatever Redis would say.
 */
final class Leadership {

    private static final int RENEWALS = 3;
    private static final int ATTEMPTS = 6;

    private final DistributedLock locks;
    private final String name;
    private final Duration duration;
    private final LongSupplier nanoTime;
    private volatile @Nullable Lease held;
    private volatile long renewedAt;
    private long triedAt;
    private boolean tried;

    Leadership(DistributedLock locks, String name, Duration duration, LongSupplier nanoTime) {
        this.locks = locks;
        this.name = name;
        this.duration = duration;
        this.nanoTime = nanoTime;
    }

    /**
     * Renews the lock, or tries to take it, when it is time to.
     *
     * @return proof for what is done in the next moments; empty when somebody else leads
     */
    Optional<LockFence> hold() {
        long now = nanoTime.getAsLong();
        Lease lease = held;
        if (lease != null && now - renewedAt >= duration.dividedBy(RENEWALS).toNanos()) {
            renew(lease, now);
        }
        if (held == null
                && (!tried || now - triedAt >= duration.dividedBy(ATTEMPTS).toNanos())) {
            acquire(now);
        }
        lease = held;
        return lease == null ? Optional.empty() : Optional.of(new LockFence(lease.name(), lease.fence()));
    }

    private void renew(Lease lease, long now) {
        try {
            if (lease.renew(duration)) {
                renewedAt = now;
            } else {
                lose();
            }
        } catch (AuthProxyException away) {
            if (!isLeading()) {
                lose();
            }
            throw away;
        }
    }

    private void acquire(long now) {
        tried = true;
        triedAt = now;
        locks.tryAcquire(name, duration).ifPresent(lease -> {
            renewedAt = now;
            held = lease;
        });
    }

    /** Whether the lease has not run out by this process's own measure. */
    boolean isLeading() {
        return held != null && nanoTime.getAsLong() - renewedAt < duration.toNanos();
    }

    /** Somebody else leads by now; the next {@link #hold} tries at once. */
    void lose() {
        held = null;
        tried = false;
    }

    /** Lets another worker lead at once. */
    void resign() {
        Lease lease = held;
        held = null;
        if (lease != null) {
            lease.close();
        }
    }
}
