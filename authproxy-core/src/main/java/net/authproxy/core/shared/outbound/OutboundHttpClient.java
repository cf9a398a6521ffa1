package net.authproxy.core.shared.outbound;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends small calls of our own (token endpoints, probes, data sources, webhooks) to a checked {@link Destination} and
 * waits for the whole answer. For virtual threads only, as it blocks.
 *
 * <p>Connects to the checked address and nothing else: names are not resolved again, redirects not followed, proxy
 * settings of JVM and environment ignored. TLS 1.2 or later with a verified certificate for the destination's host. A
 * connection serves one call, so that nothing a hostile upstream appends can become the answer to another one.
 */
public final class OutboundHttpClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int MAX_HEADER_BYTES = 256 * 1024;
    private static final int MAX_STATUS_LINE = 8 * 1024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient named;

    /** Sends no server name: RFC 6066 3 forbids address literals there, and the JDK refuses IPv6 ones. */
    private final HttpClient unnamed;

    /**
     * @param caBundle path of a PEM file with roots to trust besides the platform's; null for none
     * @param maxConnectionsPerHost most connections to one checked address at a time; further calls wait
     * @throws AuthProxyException VALIDATION_FAILED if the bundle cannot be read
     */
    public OutboundHttpClient(Vertx vertx, @Nullable String caBundle, int maxConnectionsPerHost) {
        HttpClientOptions options = options(TrustedRoots.load(caBundle));
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(maxConnectionsPerHost);
        this.named = build(vertx, new HttpClientOptions(options).setForceSni(true), pool);
        this.unnamed = build(vertx, options, pool);
    }

    private static HttpClient build(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(OutboundHttpClient::guard)
                .build();
    }

    private static void guard(HttpConnection connection) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        pipeline.addBefore("codec", "head-guard", new ResponseHeadGuard());
    }

    private static HttpClientOptions options(@Nullable TrustOptions roots) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_STATUS_LINE)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        return roots == null ? options : options.setTrustOptions(roots);
    }

    /**
     * Sends the request and waits for the whole answer, whatever its status.
     *
     * @throws AuthProxyException UPSTREAM_UNREACHABLE, UPSTREAM_TLS, UPSTREAM_PROTOCOL, UPSTREAM_TIMEOUT (with its
     *     phase) or UPSTREAM_RESPONSE_TOO_LARGE
     */
    public OutboundResponse send(OutboundRequest request, Destination destination) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a blocking call on an event loop");
        }
        Exchange exchange = new Exchange(request, destination);
        HttpClient client = destination.hostIsLiteral() ? unnamed : named;
        CompletableFuture<OutboundResponse> answer = client.request(options(request, destination))
                .compose(exchange::send)
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            exchange.abort();
            throw OutboundFailures.timeout(exchange.phase());
        } catch (ExecutionException failed) {
            throw OutboundFailures.of(failed.getCause() == null ? failed : failed.getCause(), exchange.phase());
        } catch (InterruptedException stopped) {
            exchange.abort();
            Thread.currentThread().interrupt();
            throw new AuthProxyException(ErrorCode.UNAVAILABLE, "the call was interrupted", stopped);
        }
    }

    private static RequestOptions options(OutboundRequest request, Destination destination) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(destination.port(), destination.addressText()))
                .setHost(destination.host())
                .setPort(destination.port())
                .setSsl(destination.tls())
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(request.target())
                .setFollowRedirects(false);
    }

    /** Closes all connections; calls under way fail. */
    @Override
    public void close() {
        try {
            Future.all(named.close(), unnamed.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notClosed) {
            throw new IllegalStateException("outbound connections could not be closed", notClosed);
        }
    }
}
