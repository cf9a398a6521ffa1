package net.authproxy.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.shareddata.LocalMap;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The public listener of one service. Several of them may share one set of event loops. Thread-safe. */
public final class GatewayServer {

    /** The engine closes politely at the end of the drain; a peer that does not read gets this much longer. */
    private static final long GRACE_MILLIS = 500;

    private static final AtomicInteger IDS = new AtomicInteger();

    private final int id = IDS.incrementAndGet();
    private final GatewayOptions options;
    private final GatewayParts parts;
    private final int loops;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile @Nullable String deployment;
    private volatile int port;
    private volatile int healthPort;

    /** @param loops number of event loops that serve it, usually one per core */
    public GatewayServer(GatewayOptions options, GatewayParts parts, int loops) {
        this.options = options;
        this.parts = parts;
        this.loops = loops;
    }

    /** Opens the listener; returns when it accepts connections. */
    public synchronized void start() {
        if (deployment != null) {
            return;
        }
        claim(options.listener().port());
        GatewayMetrics metrics = new GatewayMetrics(parts.meters(), options.service());
        deployment = parts.vertx()
                .deployVerticle(
                        () -> new GatewayVerticle(options, parts, metrics, this),
                        new DeploymentOptions().setInstances(loops))
                .recover(failure -> {
                    servers.clear();
                    release();
                    return Future.failedFuture(cannotListen(failure));
                })
                .await();
    }

    /** Listeners on one port of the same event loops would quietly take turns. */
    private void claim(int wanted) {
        String where = options.listener().bindAddress() + ":" + wanted;
        String owner = wanted == 0 ? null : claims().putIfAbsent(where, options.service());
        if (owner != null) {
            throw new IllegalStateException(
                    "service " + options.service() + " cannot listen on " + where + ": service " + owner + " does");
        }
    }

    private void release() {
        claims().remove(options.listener().bindAddress() + ":"
                + options.listener().port());
    }

    private LocalMap<String, String> claims() {
        return parts.vertx().sharedData().getLocalMap("authproxy.listeners");
    }

    private IllegalStateException cannotListen(Throwable failure) {
        GatewayOptions.Listener listener = options.listener();
        String where = "service " + options.service() + " cannot listen on " + listener.bindAddress() + ":"
                + listener.port() + (listener.separateHealth() ? " and " + listener.healthPort() : "");
        boolean busy = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            busy |= cause instanceof BindException;
        }
        return new IllegalStateException(where + (busy ? ": the port is in use or not ours" : ""), failure);
    }

    /** Stops accepting at once, lets running calls end within {@code drain}, then cuts what is left. */
    public synchronized void stop(Duration drain) {
        String deployed = deployment;
        if (deployed == null) {
            return;
        }
        deployment = null;
        try {
            Future.join(servers.stream()
                            .map(server -> server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS))
                            .toList())
                    .timeout(drain.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    .transform(ended -> parts.vertx().undeploy(deployed))
                    .await();
        } finally {
            release();
            servers.clear();
        }
    }

    /** Whether {@link #start} was called and {@link #stop} was not. */
    public boolean isRunning() {
        return deployment != null;
    }

    /** The port that was opened. */
    public int port() {
        return port;
    }

    /** The separate health port; 0 without one. */
    public int healthPort() {
        return healthPort;
    }

    /** Differs from that of every other listener in this JVM. */
    int id() {
        return id;
    }

    void listening(HttpServer server) {
        servers.add(server);
        port = server.actualPort();
    }

    void listeningForHealth(HttpServer server) {
        servers.add(server);
        healthPort = server.actualPort();
    }
}
