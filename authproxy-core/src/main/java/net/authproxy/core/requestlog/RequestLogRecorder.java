package net.authproxy.core.requestlog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import net.authproxy.core.shared.storage.Database;

/**
 * Takes rows from the calls and writes them behind their backs, in batches, by one thread (contract 10.4). Recording
 * never blocks and allocates nothing; what finds no place is dropped and counted, so that rows stored and rows dropped
 * always add up to the calls recorded.
 */
public final class RequestLogRecorder implements AutoCloseable {

    private final EntryRing ring;
    private final LongAdder dropped = new LongAdder();
    private final RequestLogSettings settings;
    private final RequestLogWriter writer;
    private final Thread thread;

    /** A recorder that writes to a migrated database; close it before the database. */
    public static RequestLogRecorder open(Database database, RequestLogSettings settings, MeterRegistry meters) {
        return new RequestLogRecorder(new RelationalLogStore(database), settings, meters);
    }

    RequestLogRecorder(RequestLogStore store, RequestLogSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.ring = new EntryRing(settings.queueSize());
        this.writer = new RequestLogWriter(ring, store, settings, dropped);
        this.thread = Thread.ofPlatform().name("request-log-writer").daemon().unstarted(writer);
        FunctionCounter.builder("authproxy.request.log.dropped", dropped, LongAdder::sum)
                .description("rows lost because the queue was full, the store refused them or shutdown ran out of time")
                .register(meters);
        FunctionCounter.builder("authproxy.request.log.written", writer, RequestLogWriter::written)
                .description("rows handed to the store")
                .register(meters);
        Gauge.builder("authproxy.request.log.queue", ring, EntryRing::size)
                .description("rows waiting to be written")
                .register(meters);
        thread.start();
    }

    /** Takes a row. Never blocks, never fails; after {@link #close} rows are only counted as dropped. */
    public void record(RequestLogEntry entry) {
        if (!ring.offer(entry)) {
            dropped.increment();
        } else if (writer.isWaiting() && ring.size() >= writer.fullBatch()) {
            writer.wake();
        }
    }

    /** Rows lost since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** Rows stored since the start. */
    public long written() {
        return writer.written();
    }

    /** Rows waiting. */
    public int queued() {
        return ring.size();
    }

    /**
     * Takes no more rows and writes what waits. What the store does not take within the shutdown limit is counted as
     * dropped.
     */
    @Override
    public void close() {
        ring.close();
        writer.wake();
        try {
            if (!thread.join(settings.shutdownLimit())) {
                writer.giveUp();
                thread.interrupt();
                thread.join(settings.shutdownLimit());
            }
        } catch (InterruptedException e) {
            writer.giveUp();
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
