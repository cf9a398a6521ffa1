package net.authproxy.core.shared.outbound;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Makes the streaming HTTP clients, the only ones in the process (security D1). One client per event loop, as a client
 * that several loops share would move calls between threads. Connections are pooled by host, checked address, port and
 * scheme, so a call never rides on a connection that was opened for another name or address. HTTP/1.1 only, no
 * redirects, no decompression, no proxy settings of the platform.
 */
public final class UpstreamClients implements AutoCloseable {

    private static final int CHUNK = 65_536;
    private static final int LINE = 16_384;
    private static final int CONTROL_CONNECTIONS = 256;
    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    private final Vertx vertx;
    private final UpstreamOptions options;
    private final int loops;
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    /** @param loops number of event loops that will ask for a client; the limits are divided by it */
    public UpstreamClients(Vertx vertx, UpstreamOptions options, int loops) {
        this.vertx = vertx;
        this.options = options;
        this.loops = loops;
    }

    /** A client for checked destinations, to be used on one event loop only. */
    public HttpClient forOneLoop() {
        HttpClientOptions client = base().setForceSni(true)
                .setMaxHeaderSize(options.maxHeaderBytes())
                .setKeepAliveTimeout((int) options.keepAlive().toSeconds());
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, options.maxConnectionsPerHost() / loops))
                .setMaxWaitQueueSize(Math.max(1, options.maxWaiting() / loops));
        return keep(vertx.httpClientBuilder()
                .with(client)
                .with(pool)
                .with(tls())
                .withConnectHandler(UpstreamClients::guard)
                .build());
    }

    /** A client for our own control plane, on loopback or a Unix domain socket, to be used on one event loop only. */
    public HttpClient forControlPlane() {
        HttpClientOptions client = base().setMaxHeaderSize(options.maxHeaderBytes());
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, CONTROL_CONNECTIONS / loops))
                .setMaxWaitQueueSize(Math.max(1, options.maxWaiting() / loops));
        return keep(vertx.httpClientBuilder().with(client).with(pool).build());
    }

    /**
     * Pins a request to the address that was checked. The address goes in as a literal: given an address object that
     * carries a name, the client would resolve that name again.
     */
    public static RequestOptions pinned(Destination destination) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(destination.port(), destination.addressText()))
                .setHost(destination.urlHost())
                .setPort(destination.port())
                .setSsl(destination.tls())
                .setFollowRedirects(false);
    }

    /** Closes a connection without waiting until everything is written, which may never be. */
    public static void cut(HttpConnection connection) {
        ChannelHandlerContext handler =
                ((ConnectionBase) connection).channel().pipeline().context("handler");
        if (handler != null) {
            // From here on, past the engine's own polite close.
            ChannelFuture unused = handler.close();
        }
    }

    /** Closes every client that was made here, with the connections in use. */
    @Override
    public void close() {
        Future.join(clients.stream()
                        .map(client -> client.shutdown(0, TimeUnit.SECONDS))
                        .toList())
                .await();
        clients.clear();
    }

    private HttpClient keep(HttpClient client) {
        clients.add(client);
        return client;
    }

    private static HttpClientOptions base() {
        return new HttpClientOptions()
                .setKeepAlive(true)
                .setPipelining(false)
                .setUseAlpn(false)
                .setHttp2ClearTextUpgrade(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setMaxChunkSize(CHUNK)
                .setMaxInitialLineLength(LINE)
                .setVerifyHost(true);
    }

    private ClientSSLOptions tls() {
        ClientSSLOptions tls = new ClientSSLOptions()
                .setEnabledSecureTransportProtocols(TLS_VERSIONS)
                .setHostnameVerificationAlgorithm("HTTPS");
        if (options.caBundle() != null) {
            tls.setTrustOptions(TrustedRoots.load(options.caBundle().toString()));
        }
        return tls;
    }

    private static void guard(HttpConnection connection) {
        // Each call hears of its own failure; the engine would also log it, with words the upstream chose.
        connection.exceptionHandler(heardByTheCall -> {});
        AnswerHeadScanner scanner = new AnswerHeadScanner();
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore("codec", "scanner", scanner)
                .addBefore("handler", "guard", new UpstreamGuard(scanner));
    }
}
