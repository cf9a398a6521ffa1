package net.authproxy.core.shared.task;

/** A task was queued under a lock that somebody else has taken over meanwhile; nothing was queued. */
public final class FencedOffException extends RuntimeException {

    FencedOffException(LockFence fence) {
        super("the lock " + fence.lock() + " has a holder after number " + fence.number());
    }
}
