package net.authproxy.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One event loop of a listener: its server, its clients, its calls. */
final class GatewayVerticle extends VerticleBase {

    private static final int CHUNK = 65_536;
    private static final int BACKLOG = 1_024;
    private static final int MAIN = 1;
    private static final int HEALTH = 2;
    private static final int PORT_KINDS = 3;
    private static final int HANDSHAKE_SECONDS = 10;

    private final GatewayOptions options;
    private final GatewayParts parts;
    private final GatewayMetrics metrics;
    private final GatewayServer owner;
    private final CallerConnections connections;

    GatewayVerticle(GatewayOptions options, GatewayParts parts, GatewayMetrics metrics, GatewayServer owner) {
        this.options = options;
        this.parts = parts;
        this.metrics = metrics;
        this.owner = owner;
        this.connections = new CallerConnections(options.limits(), metrics);
    }

    @Override
    public Future<?> start() {
        Deadlines deadlines = new Deadlines();
        Loop loop = new Loop(
                options,
                parts,
                metrics,
                context,
                parts.upstreams().forOneLoop(),
                options.controlPlane() == null ? null : parts.upstreams().forControlPlane(),
                deadlines);
        vertx.setPeriodic(Deadlines.TICK_MILLIS, tick -> deadlines.tick());
        vertx.setPeriodic(CallerConnections.SWEEP_MILLIS, tick -> connections.sweep());
        Routes routes = new Routes(loop);
        HttpServer server = vertx.createHttpServer(serverOptions(options.listener()))
                .connectionHandler(connections::opened)
                .invalidRequestHandler(routes::handleInvalid)
                .requestHandler(routes::handle);
        Future<HttpServer> listening =
                server.listen(address(options.listener(), MAIN)).onSuccess(owner::listening);
        if (!options.listener().separateHealth()) {
            return listening;
        }
        GatewayOptions.Listener plain = GatewayOptions.Listener.plain(
                options.listener().bindAddress(), options.listener().healthPort());
        HttpServer health = vertx.createHttpServer(serverOptions(plain))
                .connectionHandler(connections::opened)
                .invalidRequestHandler(routes::handleInvalid)
                .requestHandler(routes::handleHealth);
        return Future.all(listening, health.listen(address(plain, HEALTH)).onSuccess(owner::listeningForHealth));
    }

    /** What is still open after the drain is cut, with the calls on it. */
    @Override
    public Future<?> stop() {
        connections.cutAll();
        return Future.succeededFuture();
    }

    /** Port 0 means any port, but the same one for all event loops of this listener and of no other. */
    private SocketAddress address(GatewayOptions.Listener listener, int kind) {
        return listener.port() == 0
                ? SocketAddress.sharedRandomPort(PORT_KINDS * owner.id() + kind, listener.bindAddress())
                : SocketAddress.inetSocketAddress(listener.port(), listener.bindAddress());
    }

    private HttpServerOptions serverOptions(GatewayOptions.Listener listener) {
        HttpServerOptions server = new HttpServerOptions()
                .setTcpNoDelay(true)
                .setAcceptBacklog(BACKLOG)
                .setMaxChunkSize(CHUNK)
                .setMaxInitialLineLength(options.limits().maxLineBytes())
                .setMaxHeaderSize(options.limits().maxHeaderBytes())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        if (listener.tls() != null) {
            server.setSsl(true)
                    .setKeyCertOptions(listener.tls().toKeyCertOptions())
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        }
        return server;
    }
}
