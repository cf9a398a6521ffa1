package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.proxy.Decision.Limits;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything that is not ours to the control plane: the caller's {@code X-Forwarded-*} are replaced by what we
 * see, except behind a trusted proxy.
 */
final class ControlPlanePassThrough {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final Loop loop;
    private final HttpClient client;
    private final SocketAddress address;
    private final TrustedProxies trusted;
    private final Limits limits;

    ControlPlanePassThrough(Loop loop, HttpClient client, SocketAddress address) {
        this.loop = loop;
        this.client = client;
        this.address = address;
        this.trusted = new TrustedProxies(loop.options().trustedProxies());
        GatewayOptions.CallerLimits caller = loop.options().limits();
        this.limits = new Limits(CONNECT, ANSWER, caller.body(), Duration.ZERO, caller.maxControlBodyBytes(), 0, 0);
    }

    void handle(HttpServerRequest request) {
        ControlCall call = new ControlCall(loop, request);
        if (Framing.length(request) > limits.maxRequestBytes()) {
            call.refuse(new AuthProxyException(
                    ErrorCode.BODY_TOO_LARGE, "the request body is longer than " + limits.maxRequestBytes()));
            return;
        }
        UpstreamExchange exchange = new UpstreamExchange(loop.deadlines(), client, call, limits, 0);
        call.begin(exchange);
        exchange.start(options(request, call.id), body(request));
    }

    private UpstreamBody body(HttpServerRequest request) {
        if (!Framing.hasBody(request)) {
            return new UpstreamBody.None();
        }
        request.pause();
        return new UpstreamBody.Streamed(request, Framing.chunked(request), limits.maxRequestBytes());
    }

    /** The name is fixed so that callers cannot grow the pool by sending many Host values. */
    private RequestOptions options(HttpServerRequest request, String id) {
        return new RequestOptions()
                .setServer(address)
                .setHost("127.0.0.1")
                .setPort(address.isInetSocket() ? address.port() : 80)
                .setMethod(request.method())
                .setURI(Aliases.resolve(request.uri(), loop.options().service()))
                .setHeaders(headers(request, id));
    }

    private MultiMap headers(HttpServerRequest request, String id) {
        MultiMap out = HttpHeaders.headers();
        MultiMap in = request.headers();
        String remote = request.remoteAddress().hostAddress();
        boolean believed = trusted.contains(remote);
        List<String> named = ProxyHeaders.namedByConnection(in);
        for (Map.Entry<String, String> header : in) {
            String name = header.getKey();
            boolean stays = ProxyHeaders.hopByHop(name)
                    || ProxyHeaders.isNamed(named, name)
                    || HeaderNames.same(name, "Expect")
                    || HeaderNames.same(name, "X-AuthProxy-Request-Id")
                    || (!believed && ProxyHeaders.forwarding(name));
            if (!stays) {
                out.add(name, header.getValue());
            }
        }
        // Connection may have named them; they are needed nevertheless.
        keep(in, out, HttpHeaders.HOST.toString());
        keep(in, out, HttpHeaders.CONTENT_LENGTH.toString());
        out.set("X-AuthProxy-Request-Id", id);
        forwarded(request, out, remote, believed);
        return out;
    }

    private static void keep(MultiMap in, MultiMap out, String name) {
        String value = in.get(name);
        if (value != null) {
            out.set(name, value);
        }
    }

    private static void forwarded(HttpServerRequest request, MultiMap out, @Nullable String remote, boolean believed) {
        String before = believed ? String.join(", ", out.getAll("X-Forwarded-For")) : "";
        out.set("X-Forwarded-For", before.isEmpty() ? String.valueOf(remote) : before + ", " + remote);
        String host = out.get(HttpHeaders.HOST);
        String scheme = request.isSSL() ? "https" : "http";
        setUnlessBelieved(out, "X-Forwarded-Proto", scheme, believed);
        setUnlessBelieved(out, "X-Forwarded-Host", String.valueOf(host), believed);
        setUnlessBelieved(out, "X-Forwarded-Port", port(host, scheme), believed);
    }

    private static void setUnlessBelieved(MultiMap out, String name, String value, boolean believed) {
        if (!believed || !out.contains(name)) {
            out.set(name, value);
        }
    }

    private static String port(@Nullable String host, String scheme) {
        if (host != null && host.lastIndexOf(':') > host.lastIndexOf(']')) {
            String port = host.substring(host.lastIndexOf(':') + 1);
            if (HeaderRules.length(port) > 0) {
                return port;
            }
        }
        return scheme.equals("https") ? "443" : "80";
    }
}
