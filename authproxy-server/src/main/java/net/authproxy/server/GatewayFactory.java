package net.authproxy.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import net.authproxy.core.proxy.ProxyGate;
import net.authproxy.core.proxy.ProxySettings;
import net.authproxy.core.shared.outbound.OutboundSettings;
import net.authproxy.core.shared.outbound.UpstreamClients;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.ApiSettings;
import net.authproxy.core.shared.settings.service.CorsSettings;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.TlsSettings;
import net.authproxy.core.shared.settings.service.WorkerSettings;
import net.authproxy.gateway.BufferBudget;
import net.authproxy.gateway.CorsOptions;
import net.authproxy.gateway.GatewayOptions;
import net.authproxy.gateway.GatewayParts;
import net.authproxy.gateway.GatewayServer;
import net.authproxy.gateway.TlsIdentity;
import net.authproxy.worker.BackgroundWork;
import org.jspecify.annotations.Nullable;

/** From the settings of a service to its listener. */
final class GatewayFactory {

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Settings settings;
    private final GatewayParts parts;
    private final BackgroundWork background;
    private final TlsIdentities identities;

    GatewayFactory(Settings settings, GatewayParts parts, BackgroundWork background, Clock clock) {
        this.settings = settings;
        this.parts = parts;
        this.background = background;
        this.identities = new TlsIdentities(settings, clock);
    }

    /** What all listeners share, from the settings. */
    static GatewayParts parts(
            Settings settings,
            Vertx vertx,
            ProxyGate gate,
            ProcessHealth health,
            MeterRegistry meters,
            IdGenerator ids,
            BufferBudget buffers) {
        OutboundSettings outbound = settings.get(OutboundSettings.class);
        UpstreamOptions options =
                UpstreamOptions.defaults().withMaxConnectionsPerHost(outbound.maxConnectionsPerHost());
        UpstreamClients upstreams = new UpstreamClients(
                vertx, outbound.caBundle() == null ? options : options.withCaBundle(outbound.caBundle()), LOOPS);
        return new GatewayParts(vertx, upstreams, gate, health, meters, ids, buffers);
    }

    /**
     * The listener of a service.
     *
     * @param controlPlane where its management routes are; absent for the worker
     */
    GatewayServer make(Service service, @Nullable SocketAddress controlPlane) {
        GatewayOptions options = switch (service) {
            case PUBLIC -> ofPublic(settings.get(PublicSettings.class), controlPlane);
            case API -> ofApi(settings.get(ApiSettings.class), controlPlane);
            case ADMIN_API -> ofAdminApi(settings.get(AdminApiSettings.class), controlPlane);
            case WORKER -> ofWorker(settings.get(WorkerSettings.class));
        };
        return new GatewayServer(options, service == Service.WORKER ? workerParts() : parts, LOOPS);
    }

    private GatewayParts workerParts() {
        return new GatewayParts(
                parts.vertx(),
                parts.upstreams(),
                parts.gate(),
                new WorkerHealth(parts.health(), background),
                parts.meters(),
                parts.ids(),
                parts.buffers());
    }

    private GatewayOptions ofPublic(PublicSettings from, @Nullable SocketAddress controlPlane) {
        GatewayOptions.Listener listener = new GatewayOptions.Listener(
                from.bindAddress(), from.port(), from.healthPort(), tls(from.https(), from.tls(), from.domain()));
        URI marketplace = settings.get(MarketplaceSettings.class).baseUrl(from);
        GatewayOptions options = base(Service.PUBLIC, listener, controlPlane, from.trustedProxies())
                .withCors(cors(from.cors(), marketplace));
        return from.enableProxy() ? options.withProxy(proxy(true)) : options;
    }

    private GatewayOptions ofApi(ApiSettings from, @Nullable SocketAddress controlPlane) {
        GatewayOptions.Listener listener = new GatewayOptions.Listener(
                from.bindAddress(), from.port(), from.healthPort(), tls(from.https(), from.tls(), from.domain()));
        return base(Service.API, listener, controlPlane, from.trustedProxies())
                .withCors(cors(from.cors(), null))
                .withProxy(proxy(false));
    }

    private GatewayOptions ofAdminApi(AdminApiSettings from, @Nullable SocketAddress controlPlane) {
        GatewayOptions.Listener listener = new GatewayOptions.Listener(
                from.bindAddress(), from.port(), from.healthPort(), tls(from.https(), from.tls(), from.domain()));
        return base(Service.ADMIN_API, listener, controlPlane, from.trustedProxies())
                .withCors(cors(from.cors(), from.ui().enabled() ? from.uiBaseUrl(settings.values()) : null));
    }

    private GatewayOptions ofWorker(WorkerSettings from) {
        return base(
                Service.WORKER,
                GatewayOptions.Listener.plain(from.bindAddress(), from.healthCheckPort()),
                null,
                List.of());
    }

    private GatewayOptions base(
            Service service,
            GatewayOptions.Listener listener,
            @Nullable SocketAddress controlPlane,
            List<String> trustedProxies) {
        GatewayOptions options = GatewayOptions.of(service.id(), listener, ProductVersion.text());
        return controlPlane == null ? options : options.withControlPlane(controlPlane, trustedProxies);
    }

    private GatewayOptions.ProxyRoutes proxy(boolean unversioned) {
        ProxySettings proxy = settings.get(ProxySettings.class);
        return new GatewayOptions.ProxyRoutes(
                true,
                unversioned,
                Math.toIntExact(proxy.maxEnvelopeRequestBytes()),
                Math.toIntExact(proxy.maxEnvelopeResponseBytes()));
    }

    private @Nullable TlsIdentity tls(boolean https, @Nullable TlsSettings tls, String domain) {
        return https && tls != null ? identities.of(tls, domain) : null;
    }

    private static CorsOptions cors(@Nullable CorsSettings configured, @Nullable URI ownUi) {
        List<String> origins = configured != null && configured.allowedOrigins() != null
                ? configured.allowedOrigins()
                : ownUi == null ? List.of() : List.of(SessionSettings.origin(ownUi));
        CorsOptions standard = CorsOptions.forOrigins(origins);
        if (configured == null || origins.isEmpty()) {
            return origins.isEmpty() ? CorsOptions.none() : standard;
        }
        return new CorsOptions(
                origins,
                or(configured.allowedMethods(), standard.allowedMethods()),
                or(configured.allowedHeaders(), standard.allowedHeaders()),
                or(configured.exposedHeaders(), standard.exposedHeaders()),
                configured.maxAge() == null ? standard.maxAge() : configured.maxAge(),
                configured.allowCredentials() == null || configured.allowCredentials());
    }

    private static List<String> or(@Nullable List<String> configured, List<String> standard) {
        return configured == null ? standard : configured;
    }
}
