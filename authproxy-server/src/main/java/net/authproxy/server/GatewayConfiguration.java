package net.authproxy.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import net.authproxy.core.proxy.ProxyGate;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.gateway.BufferBudget;
import net.authproxy.gateway.GatewayParts;
import net.authproxy.worker.BackgroundWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The listeners' shared parts. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    GatewayParts gatewayParts(
            Settings settings,
            Vertx vertx,
            ProxyGate gate,
            ProcessHealth health,
            MeterRegistry meters,
            IdGenerator ids,
            BufferBudget buffers) {
        return GatewayFactory.parts(settings, vertx, gate, health, meters, ids, buffers);
    }

    @Bean
    GatewayFactory gatewayFactory(Settings settings, GatewayParts parts, BackgroundWork background, Clock clock) {
        return new GatewayFactory(settings, parts, background, clock);
    }
}
