package net.authproxy.core.requestlog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that empties the ring. While the store is down it keeps its batch and tries again with growing pauses,
 * and the ring fills meanwhile.
 */
final class RequestLogWriter implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(RequestLogWriter.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final EntryRing ring;
    private final RequestLogStore store;
    private final RequestLogSettings settings;
    private final LongAdder dropped;
    private final AtomicLong written = new AtomicLong();
    private final List<RequestLogEntry> batch;
    private volatile @Nullable Thread thread;
    private volatile boolean waiting;
    private volatile boolean givenUp;
    private boolean storeDown;

    RequestLogWriter(EntryRing ring, RequestLogStore store, RequestLogSettings settings, LongAdder dropped) {
        this.ring = ring;
        this.store = store;
        this.settings = settings;
        this.dropped = dropped;
        this.batch = new ArrayList<>(settings.flushBatchSize());
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!givenUp && (!ring.isClosed() || ring.size() > 0)) {
                fillBatch();
                writeUntilDone();
            }
        } finally {
            ring.close();
            dropped.add(batch.size() + drain());
        }
    }

    long written() {
        return written.get();
    }

    /** Whether it sleeps until a batch is full, so that the producer who fills it has to wake it. */
    boolean isWaiting() {
        return waiting;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends after the write that is under way; what is left is dropped. */
    void giveUp() {
        givenUp = true;
        wake();
    }

    /** Waits until a batch is full, the interval is over or the ring is closed; then takes the rows. */
    private void fillBatch() {
        long end = System.nanoTime() + settings.flushInterval().toNanos();
        // The rows stay in the ring meanwhile: producers look at its size alone to know that a batch is full.
        while (ring.size() < fullBatch() && !ring.isClosed() && !givenUp) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            waiting = true;
            // Looked at after the flag is up: whoever fills the batch later sees the flag and wakes us.
            if (ring.size() < fullBatch()) {
                LockSupport.parkNanos(this, left);
            }
            waiting = false;
        }
        takeRows();
    }

    /** Rows in the ring at which a batch is written at once. */
    int fullBatch() {
        return Math.min(settings.flushBatchSize(), settings.queueSize());
    }

    private void takeRows() {
        while (batch.size() < settings.flushBatchSize()) {
            RequestLogEntry entry = ring.poll();
            if (entry == null) {
                return;
            }
            batch.add(entry);
        }
    }

    private void writeUntilDone() {
        long pause = FIRST_PAUSE_NANOS;
        while (!batch.isEmpty() && !givenUp) {
            try {
                write();
            } catch (SQLException e) {
                reportDown(e);
                LockSupport.parkNanos(this, pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
    }

    private void write() throws SQLException {
        try {
            store.write(batch);
            written.addAndGet(batch.size());
        } catch (SQLException e) {
            if (!isRowAtFault(e)) {
                throw e;
            }
            writeOneByOne();
        } catch (IllegalArgumentException e) {
            writeOneByOne();
        }
        batch.clear();
        reportUp();
    }

    /** So that a row the store will never take does not hold up the others. */
    private void writeOneByOne() throws SQLException {
        while (!batch.isEmpty()) {
            try {
                store.write(List.of(batch.getLast()));
                written.incrementAndGet();
            } catch (SQLException e) {
                if (!isRowAtFault(e)) {
                    throw e;
                }
                refuse(e.getSQLState());
            } catch (IllegalArgumentException e) {
                refuse("none");
            }
            batch.removeLast();
        }
    }

    private void refuse(@Nullable String state) {
        dropped.increment();
        log.warn("request log row refused sqlstate={}", state);
    }

    /** SQL states: 22 data exception, 23 constraint, 54 program limit. */
    private static boolean isRowAtFault(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private long drain() {
        long rows = 0;
        while (ring.size() > 0) {
            // A producer may be between taking its place and filling it; it needs no lock to finish.
            if (ring.poll() == null) {
                Thread.onSpinWait();
            } else {
                rows++;
            }
        }
        return rows;
    }

    private void reportDown(SQLException e) {
        if (!storeDown) {
            storeDown = true;
            log.warn("request log store unavailable, rows wait sqlstate={} reason={}", e.getSQLState(), e.getMessage());
        }
    }

    private void reportUp() {
        if (storeDown) {
            storeDown = false;
            log.info("request log store available again");
        }
    }
}
