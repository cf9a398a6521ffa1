package net.authproxy.gateway;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Ties a listener to an application context: it opens after the control plane's server is bound and closes before that
 * is drained.
 */
public final class GatewayLifecycle implements SmartLifecycle {

    /** Half a step above Boot's graceful shutdown phase, which is {@code DEFAULT_PHASE - 1024}. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024 + 512;

    private final GatewayServer server;
    private final Duration drain;

    /** @param drain how long running calls may take at the end, 30 seconds by contract */
    public GatewayLifecycle(GatewayServer server, Duration drain) {
        this.server = server;
        this.drain = drain;
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop() {
        server.stop(drain);
    }

    @Override
    public boolean isRunning() {
        return server.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
