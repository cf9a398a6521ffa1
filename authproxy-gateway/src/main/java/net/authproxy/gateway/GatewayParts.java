package net.authproxy.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import net.authproxy.core.proxy.ProxyGate;
import net.authproxy.core.shared.outbound.UpstreamClients;
import net.authproxy.core.shared.resource.IdGenerator;

/**
 * What all listeners of a process share.
 *
 * @param vertx event loops; owned by whoever made it
 * @param upstreams factory of the outgoing clients
 * @param gate the decision
 * @param health what the health routes report
 * @param meters where metrics go
 * @param ids makes request ids
 * @param buffers budget of buffered bodies
 */
public record GatewayParts(
        Vertx vertx,
        UpstreamClients upstreams,
        ProxyGate gate,
        HealthSource health,
        MeterRegistry meters,
        IdGenerator ids,
        BufferBudget buffers) {}
