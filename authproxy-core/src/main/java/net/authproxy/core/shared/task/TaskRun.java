package net.authproxy.core.shared.task;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A task that is running here, with its lease as this process sees it. */
final class TaskRun {

    private final TakenTask task;
    private final long startedAt;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread handling;
    private volatile long renewedAt;

    TaskRun(TakenTask task, long nanoTime) {
        this.task = task;
        this.startedAt = nanoTime;
        this.renewedAt = nanoTime;
    }

    TakenTask task() {
        return task;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    long startedAt() {
        return startedAt;
    }

    long renewedAt() {
        return renewedAt;
    }

    void renewed(long nanoTime) {
        renewedAt = nanoTime;
    }

    /** From here on {@link #interrupt} reaches the current thread. */
    void enter() {
        lock.lock();
        try {
            handling = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** From here on no interrupt comes, and one that came before is forgotten. */
    void leave() {
        lock.lock();
        try {
            handling = null;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the handler if it waits. */
    void interrupt() {
        lock.lock();
        try {
            if (handling != null) {
                handling.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
