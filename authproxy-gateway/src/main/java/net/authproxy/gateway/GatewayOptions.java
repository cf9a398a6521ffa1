package net.authproxy.gateway;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one listener needs to know, as plain values.
 *
 * @param service id of the service: {@code public}, {@code api}, {@code admin-api} or {@code worker}
 * @param listener where it listens
 * @param limits what a caller may cost
 * @param proxy whether and how the two proxy forms are served
 * @param controlPlane where all other paths go: a Unix domain socket or a loopback port; absent: they are unknown
 * @param trustedProxies CIDR blocks whose {@code X-Forwarded-*} counts
 * @param cors answers to other origins
 * @param version of the product, for {@code User-Agent}
 * @param accessLog whether a line is logged per request
 */
public record GatewayOptions(
        String service,
        Listener listener,
        CallerLimits limits,
        ProxyRoutes proxy,
        @Nullable SocketAddress controlPlane,
        List<String> trustedProxies,
        CorsOptions cors,
        String version,
        boolean accessLog) {

    static final String PUBLIC = "public";

    public GatewayOptions {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** A listener with default limits, no proxy routes and no control plane. */
    public static GatewayOptions of(String service, Listener listener, String version) {
        return new GatewayOptions(
                service,
                listener,
                CallerLimits.defaults(),
                ProxyRoutes.none(),
                null,
                List.of(),
                CorsOptions.none(),
                version,
                false);
    }

    /** The same with proxy routes. */
    public GatewayOptions withProxy(ProxyRoutes routes) {
        return new GatewayOptions(
                service, listener, limits, routes, controlPlane, trustedProxies, cors, version, accessLog);
    }

    /** The same with other caller limits. */
    public GatewayOptions withLimits(CallerLimits other) {
        return new GatewayOptions(
                service, listener, other, proxy, controlPlane, trustedProxies, cors, version, accessLog);
    }

    /** The same with a control plane behind it. */
    public GatewayOptions withControlPlane(SocketAddress address, List<String> trusted) {
        return new GatewayOptions(service, listener, limits, proxy, address, trusted, cors, version, accessLog);
    }

    /** The same with CORS. */
    public GatewayOptions withCors(CorsOptions other) {
        return new GatewayOptions(
                service, listener, limits, proxy, controlPlane, trustedProxies, other, version, accessLog);
    }

    /** The same with an access log. */
    public GatewayOptions withAccessLog() {
        return new GatewayOptions(service, listener, limits, proxy, controlPlane, trustedProxies, cors, version, true);
    }

    boolean isPublic() {
        return service.equals(PUBLIC);
    }

    /**
     * Where to listen.
     *
     * @param bindAddress address of the interface, such as {@code 127.0.0.1}
     * @param port 0 lets the system choose (tests)
     * @param healthPort second, plain-HTTP port for health and metrics; 0 = they are served on {@code port}
     * @param tls certificate and key; absent: plain HTTP
     */
    public record Listener(
            String bindAddress,
            int port,
            int healthPort,
            @Nullable TlsIdentity tls) {

        /** Plain HTTP with health on the same port. */
        public static Listener plain(String bindAddress, int port) {
            return new Listener(bindAddress, port, 0, null);
        }

        boolean separateHealth() {
            return healthPort != 0 && healthPort != port;
        }
    }

    /**
     * Bounds on what one caller may hold (security Q2).
     *
     * @param maxConnections over all event loops; a connection beyond it is closed at once
     * @param header from the first moment a request may arrive until its header block is complete
     * @param idle longest silence of a connection without a request
     * @param body longest silence within a request body, or of a caller that does not read its answer
     * @param maxHeaderBytes of the header block
     * @param maxLineBytes of the request line
     * @param maxControlBodyBytes of a request body for the control plane (contract 1.1)
     */
    public record CallerLimits(
            int maxConnections,
            Duration header,
            Duration idle,
            Duration body,
            int maxHeaderBytes,
            int maxLineBytes,
            long maxControlBodyBytes) {

        /** The defaults. */
        public static CallerLimits defaults() {
            return new CallerLimits(
                    20_000,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(30),
                    65_536,
                    16_384,
                    1L << 20);
        }
    }

    /**
     * The proxy routes of a service.
     *
     * @param mounted whether they exist here
     * @param unversioned whether {@code /api/connections/..} answers like {@code /api/v1/connections/..}
     * @param maxEnvelopeRequestBytes decoded; beyond it 413
     * @param maxEnvelopeResponseBytes decoded; beyond it 502
     */
    public record ProxyRoutes(
            boolean mounted, boolean unversioned, int maxEnvelopeRequestBytes, int maxEnvelopeResponseBytes) {

        private static final int DEFAULT_ENVELOPE = 32 << 20;

        /** No proxying on this service: its routes answer 404. */
        public static ProxyRoutes none() {
            return new ProxyRoutes(false, false, DEFAULT_ENVELOPE, DEFAULT_ENVELOPE);
        }

        /** Mounted with the default envelope limits; {@code unversioned} on {@code public} only. */
        public static ProxyRoutes mounted(boolean unversioned) {
            return new ProxyRoutes(true, unversioned, DEFAULT_ENVELOPE, DEFAULT_ENVELOPE);
        }
    }
}
