package net.authproxy.core.requestlog;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of rows for many producers and one consumer. No lock: an event loop that offers a row never waits for
 * another thread. A producer first takes a position, then fills its slot; the consumer stops at a slot not yet filled.
 */
final class EntryRing {

    /** Added to the tail when closed: it makes the ring look full to every producer, for ever. */
    private static final long CLOSED = 1L << 62;

    private final AtomicReferenceArray<@Nullable RequestLogEntry> slots;
    private final int capacity;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();

    EntryRing(int capacity) {
        this.capacity = capacity;
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    /** Takes the row, or not when the ring is full or closed. */
    boolean offer(RequestLogEntry entry) {
        long position = tail.get();
        while (true) {
            if (position - head.getAcquire() >= capacity) {
                return false;
            }
            long witness = tail.compareAndExchange(position, position + 1);
            if (witness == position) {
                slots.setRelease(slot(position), entry);
                return true;
            }
            position = witness;
        }
    }

    /** The oldest row; null when there is none yet. Only the consumer calls this. */
    @Nullable
    RequestLogEntry poll() {
        long position = head.getPlain();
        int slot = slot(position);
        RequestLogEntry entry = slots.getAcquire(slot);
        if (entry != null) {
            slots.setPlain(slot, null);
            head.setRelease(position + 1);
        }
        return entry;
    }

    /** Refuses every offer from now on. Rows taken before are still there. */
    void close() {
        tail.getAndUpdate(position -> position >= CLOSED ? position : position + CLOSED);
    }

    boolean isClosed() {
        return tail.get() >= CLOSED;
    }

    /** Rows taken and not yet polled, those with an unfilled slot included. */
    int size() {
        return (int) ((tail.get() & (CLOSED - 1)) - head.get());
    }

    private int slot(long position) {
        return (int) (position % capacity);
    }
}
