package net.authproxy.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** One process-wide allowance for bodies held in memory (contract 13.2, {@code proxy.buffer_budget}). Thread-safe. */
public final class BufferBudget {

    private final AtomicLong left;

    /** @param bytes the whole allowance */
    public BufferBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** A quarter of the heap, the default. */
    public static BufferBudget ofHeap() {
        return new BufferBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Takes bytes out of the allowance; false, with nothing taken, when there are not enough. */
    public boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    /** Puts bytes back. */
    public void give(long bytes) {
        left.addAndGet(bytes);
    }

    /** Bytes that can still be taken. */
    public long left() {
        return left.get();
    }
}
