package net.authproxy.server;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.authproxy.adminapi.AdminApiApplication;
import net.authproxy.adminapi.AdminSessions;
import net.authproxy.api.ApiApplication;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.gateway.GatewayServer;
import net.authproxy.publicapi.MarketplaceApis;
import net.authproxy.publicapi.MarketplaceUi;
import net.authproxy.publicapi.PublicApplication;
import net.authproxy.worker.BackgroundWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The running process: one parent context, one child context per service, one gateway listener in front of each. Starts
 * and stops in the order of contract 2.
 */
final class ServerProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Settings settings;
    private final ConfigurableApplicationContext platform;
    private final Map<Service, ConfigurableApplicationContext> controlPlanes = new EnumMap<>(Service.class);
    private final Map<Service, GatewayServer> listeners = new EnumMap<>(Service.class);

    private ServerProcess(Settings settings, ConfigurableApplicationContext platform) {
        this.settings = settings;
        this.platform = platform;
    }

    /** Starts the services; returns when all of them listen. What had been started is stopped again on failure. */
    static ServerProcess start(Settings settings, Set<Service> services) {
        ServerProcess process = new ServerProcess(settings, platform(settings));
        try {
            process.platform.getBean(StartSequence.class).run();
            services.forEach(process::startControlPlane);
            services.forEach(process::listen);
            if (services.contains(Service.WORKER)) {
                process.platform.getBean(BackgroundWork.class).start();
            }
            process.platform.getBean(ProcessHealth.class).begin();
            return process;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext platform(Settings settings) {
        return builder(settings, PlatformApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("settings", settings))
                .run();
    }

    private static SpringApplicationBuilder builder(Settings settings, Class<?>... application) {
        return new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .addCommandLineProperties(false)
                .properties(Logging.properties(settings));
    }

    private void startControlPlane(Service service) {
        Class<?>[] application = switch (service) {
            case PUBLIC -> publicApplication(settings.get(PublicSettings.class));
            case API -> new Class<?>[] {ApiApplication.class};
            case ADMIN_API ->
                settings.get(AdminApiSettings.class).ui().enabled()
                        ? new Class<?>[] {AdminApiApplication.class, AdminSessions.class}
                        : new Class<?>[] {AdminApiApplication.class};
            case WORKER -> new Class<?>[0];
        };
        if (application.length == 0) {
            return;
        }
        controlPlanes.put(
                service,
                builder(settings, application)
                        .parent(platform)
                        .web(WebApplicationType.SERVLET)
                        .properties(ControlPlaneProperties.of())
                        .run());
    }

    /** The UI works by the routes of the marketplace, so there is none without them. */
    private static Class<?>[] publicApplication(PublicSettings from) {
        if (!from.enableMarketplaceApis()) {
            return new Class<?>[] {PublicApplication.class};
        }
        return from.staticFiles() == null
                ? new Class<?>[] {PublicApplication.class, MarketplaceApis.class}
                : new Class<?>[] {PublicApplication.class, MarketplaceApis.class, MarketplaceUi.class};
    }

    private void listen(Service service) {
        ConfigurableApplicationContext controlPlane = controlPlanes.get(service);
        SocketAddress address = controlPlane instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? SocketAddress.inetSocketAddress(web.getWebServer().getPort(), "127.0.0.1")
                : null;
        GatewayServer listener = platform.getBean(GatewayFactory.class).make(service, address);
        try {
            listener.start();
        } catch (IllegalStateException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        listeners.put(service, listener);
        log.info("action=listening service={} port={}", service.id(), listener.port());
    }

    /** The port on which the service listens: the configured one, or the free one that was taken for 0. */
    int port(Service service) {
        return listener(service).port();
    }

    /** The service's separate port for health and metrics; 0 without one. */
    int healthPort(Service service) {
        return listener(service).healthPort();
    }

    private GatewayServer listener(Service service) {
        return Objects.requireNonNull(listeners.get(service), "this service does not run here");
    }

    @Override
    public void close() {
        ProcessHealth health = platform.getBean(ProcessHealth.class);
        health.drain();
        platform.getBean(BackgroundWork.class).stop();
        listeners.values().parallelStream().forEach(listener -> listener.stop(DRAIN));
        controlPlanes.values().forEach(ConfigurableApplicationContext::close);
        platform.close();
    }
}
