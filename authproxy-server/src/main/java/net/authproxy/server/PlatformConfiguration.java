package net.authproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.connector.definition.ProcessValueSource;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.oauth2.SpoolDirectory;
import net.authproxy.core.proxy.ProxySettings;
import net.authproxy.core.shared.outbound.AddressResolver;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.outbound.OutboundSettings;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.ConnectionsSettings;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.core.shared.settings.service.WorkerSettings;
import net.authproxy.gateway.BufferBudget;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to the process, not to a feature: clock, randomness, metrics, event loops, the egress gate. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    IdGenerator idGenerator(Clock clock, SecureRandom random) {
        return new IdGenerator(clock, random);
    }

    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry meterRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    @Bean
    EgressPolicy egressPolicy(Settings settings, Clock clock) {
        OutboundSettings outbound = settings.get(OutboundSettings.class);
        return new EgressPolicy(outbound.allowPlainHttp(), outbound.allowedCidrs(), AddressResolver.system(), clock);
    }

    @Bean(destroyMethod = "close")
    OutboundHttpClient outboundHttpClient(Vertx vertx, Settings settings) {
        OutboundSettings outbound = settings.get(OutboundSettings.class);
        Path bundle = outbound.caBundle();
        return new OutboundHttpClient(
                vertx, bundle == null ? null : bundle.toString(), outbound.maxConnectionsPerHost());
    }

    @Bean
    OAuthSettings oauthSettings(Settings settings) {
        return settings.get(OAuthSettings.class);
    }

    @Bean
    ConnectorsSettings connectorsSettings(Settings settings) {
        return settings.get(ConnectorsSettings.class);
    }

    @Bean
    ConnectionsSettings connectionsSettings(Settings settings) {
        return settings.get(ConnectionsSettings.class);
    }

    @Bean
    SpoolDirectory spoolDirectory(Settings settings) {
        return new SpoolDirectory(settings.dataDir().resolve("spool").resolve("oauth2"));
    }

    @Bean
    ProxySettings proxySettings(Settings settings) {
        return settings.get(ProxySettings.class);
    }

    @Bean
    WorkerSettings workerSettings(Settings settings) {
        return settings.get(WorkerSettings.class);
    }

    @Bean
    ValueSource valueSource() {
        return new ProcessValueSource(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    @Bean
    BufferBudget bufferBudget(Settings settings) {
        return new BufferBudget(settings.get(ProxySettings.class).bufferBudget());
    }
}
