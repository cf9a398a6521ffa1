package net.authproxy.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one listener (contract 2.2). A meter is looked up once per route and status, never per call; ids,
 * namespaces and hosts are no labels. Thread-safe.
 */
final class GatewayMetrics {

    private static final int STATUSES = 600;

    private final MeterRegistry registry;
    private final String service;
    private final Map<Route, AtomicReferenceArray<@Nullable Timer>> requests = new EnumMap<>(Route.class);
    private final AtomicReferenceArray<@Nullable Timer> upstream = new AtomicReferenceArray<>(STATUSES);
    private final Timer overhead;
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder connections = new LongAdder();

    GatewayMetrics(MeterRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
        for (Route route : Route.values()) {
            requests.put(route, new AtomicReferenceArray<>(STATUSES));
        }
        overhead = Timer.builder("authproxy_proxy_overhead")
                .description("Time from a proxied request's arrival until it is handed to the upstream connection")
                .tag("service", service)
                .register(registry);
        registry.gauge("authproxy_proxy_in_flight", Tags.of("service", service), inFlight);
        registry.gauge("authproxy_http_server_connections", Tags.of("service", service), connections);
    }

    /** One answered request; status 0 = the caller went away first. */
    void request(Route route, int status, long nanos) {
        int code = status > 0 && status < STATUSES ? status : 0;
        AtomicReferenceArray<@Nullable Timer> timers = Objects.requireNonNull(requests.get(route));
        Timer timer = timers.get(code);
        if (timer == null) {
            timer = Timer.builder("authproxy_http_server_requests")
                    .description("Requests by route and status; status 0: the caller left")
                    .tag("service", service)
                    .tag("route", route.label())
                    .tag("status", Integer.toString(code))
                    .register(registry);
            timers.set(code, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** One ended proxied call; status 0 = upstream gave no answer. */
    void proxied(int upstreamStatus, long nanos) {
        int code = upstreamStatus > 0 && upstreamStatus < STATUSES ? upstreamStatus : 0;
        Timer timer = upstream.get(code);
        if (timer == null) {
            timer = Timer.builder("authproxy_proxy")
                    .description("Proxied calls by upstream status; status 0: no answer")
                    .tag("service", service)
                    .tag("upstream_status", Integer.toString(code))
                    .register(registry);
            upstream.set(code, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void overhead(long nanos) {
        overhead.record(nanos, TimeUnit.NANOSECONDS);
    }

    void started() {
        inFlight.increment();
    }

    void ended() {
        inFlight.decrement();
    }

    void connected() {
        connections.increment();
    }

    void disconnected() {
        connections.decrement();
    }

    long openConnections() {
        return connections.sum();
    }
}
