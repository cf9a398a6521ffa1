package net.authproxy.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.outbound.UpstreamClients;

/**
 * The callers' connections of one event loop: makes each one strict, counts them, and closes those that dawdle over a
 * header block or sit idle (security Q2). Not thread-safe.
 */
final class CallerConnections {

    static final long SWEEP_MILLIS = 1_000;

    private static final AttributeKey<CallerConnections.Watch> WATCH = AttributeKey.valueOf("authproxy.watch");
    private static final int CHUNK = 65_536;

    private final GatewayOptions.CallerLimits limits;
    private final GatewayMetrics metrics;
    private final Http1ServerConfig decoding;
    private final List<Watch> open = new ArrayList<>();

    CallerConnections(GatewayOptions.CallerLimits limits, GatewayMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
        this.decoding = new Http1ServerConfig()
                .setMaxInitialLineLength(limits.maxLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxChunkSize(CHUNK);
    }

    /** A connection was made, with TLS if there is any; nothing was read from it yet. */
    void opened(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        if (metrics.openConnections() >= limits.maxConnections()) {
            connection.close();
            return;
        }
        // Each call hears of its own failure; the engine would also log it, with words the caller chose.
        connection.exceptionHandler(heardByTheCall -> {});
        Watch watch = new Watch(connection);
        channel.attr(WATCH).set(watch);
        channel.pipeline().replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(decoding, watch));
        watch.place = open.size();
        open.add(watch);
        metrics.connected();
        connection.closeHandler(closed -> forget(watch));
    }

    private void forget(Watch watch) {
        Watch last = open.remove(open.size() - 1);
        if (!last.equals(watch)) {
            open.set(watch.place, last);
            last.place = watch.place;
        }
        metrics.disconnected();
    }

    /** Closes what is overdue. */
    void sweep() {
        long now = System.nanoTime();
        for (int i = open.size() - 1; i >= 0; i--) {
            if (i < open.size() && open.get(i).overdue(now, limits)) {
                cut(open.get(i).connection);
            }
        }
    }

    /** Closes all of them at once. */
    void cutAll() {
        for (Watch watch : List.copyOf(open)) {
            cut(watch.connection);
        }
    }

    /** Closes without waiting until everything is written: a peer that does not read would hold us for ever. */
    static void cut(HttpConnection connection) {
        UpstreamClients.cut(connection);
    }

    /** The answer to a request on this connection is complete. */
    static void answered(HttpConnection connection) {
        Watch watch = ((ConnectionBase) connection).channel().attr(WATCH).get();
        if (watch != null) {
            watch.answered();
        }
    }

    /** Closes the connection at the latest within the next seconds, whatever it does. */
    static void closeSoon(HttpConnection connection) {
        Watch watch = ((ConnectionBase) connection).channel().attr(WATCH).get();
        if (watch != null) {
            watch.closing = true;
        }
    }

    /** Makes the coming close a reset, for a peer to whom a plain close would look like a complete answer. */
    static void resetOnClose(HttpConnection connection) {
        ((ConnectionBase) connection).channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }

    /** What one connection is waiting for. */
    static final class Watch {

        private final HttpConnection connection;
        private int place;
        private long since = System.nanoTime();
        private boolean inHeader = true;
        private int running;
        private boolean closing;
        private boolean closingSeen;

        private Watch(HttpConnection connection) {
            this.connection = connection;
        }

        /** Bytes came in; between two requests they begin a header block. */
        void bytes() {
            if (running == 0 && !inHeader) {
                inHeader = true;
                since = System.nanoTime();
            }
        }

        /** A header block is complete. */
        void head() {
            inHeader = false;
            running++;
        }

        private void answered() {
            if (running > 0 && --running == 0) {
                since = System.nanoTime();
            }
        }

        private boolean overdue(long now, GatewayOptions.CallerLimits limits) {
            if (closing) {
                // At the second look, so that there is between one and two periods of time.
                boolean again = closingSeen;
                closingSeen = true;
                return again;
            }
            long most = inHeader ? limits.header().toNanos() : limits.idle().toNanos();
            return running == 0 && now - since > most;
        }
    }
}
