package net.authproxy.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.authproxy.core.shared.outbound.UpstreamClients;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;

/** A whole gateway on a free loopback port, in front of a fake gate. */
final class GatewayFixture implements AutoCloseable {

    static final String RAW = "/api/v1/connections/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d/_proxy_raw";
    static final String ENVELOPE = "/api/v1/connections/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d/_proxy";
    static final String LOGIN = "Authorization: Bearer caller-token\r\n";

    private static final int LOOPS = 2;

    final FakeGate gate;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final BufferBudget buffers = new BufferBudget(256L << 20);
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    final UpstreamClients clients;
    final GatewayServer server;
    volatile boolean ready = true;

    GatewayFixture(FakeGate gate) {
        this(gate, "api", UnaryOperator.identity(), UpstreamOptions.defaults());
    }

    GatewayFixture(
            FakeGate gate, String service, UnaryOperator<GatewayOptions> change, UpstreamOptions upstreamOptions) {
        this.gate = gate;
        clients = new UpstreamClients(vertx, upstreamOptions, LOOPS);
        server = make(service, change);
        server.start();
    }

    private GatewayServer make(String service, UnaryOperator<GatewayOptions> change) {
        GatewayOptions options = GatewayOptions.of(service, GatewayOptions.Listener.plain("127.0.0.1", 0), "1.2.3")
                .withProxy(GatewayOptions.ProxyRoutes.mounted(service.equals("public")));
        GatewayParts parts = new GatewayParts(
                vertx,
                clients,
                gate,
                new Health(),
                meters,
                new IdGenerator(Clock.systemUTC(), new SecureRandom()),
                buffers);
        return new GatewayServer(change.apply(options), parts, LOOPS);
    }

    /** A second listener on the same event loops. */
    GatewayServer another(String service, UnaryOperator<GatewayOptions> change) {
        GatewayServer other = make(service, change);
        other.start();
        return other;
    }

    RawClient connect() {
        return new RawClient(server.port());
    }

    /** Sends one request on a connection of its own and reads its answer. */
    HttpMessage call(String request) throws IOException {
        try (RawClient client = connect()) {
            return client.send(request).answer();
        }
    }

    /** A raw-form GET with a login. */
    HttpMessage get(String tail) throws IOException {
        return call("GET " + RAW + tail + " HTTP/1.1\r\nHost: gw\r\n" + LOGIN + "\r\n");
    }

    @Override
    public void close() {
        server.stop(Duration.ofMillis(200));
        clients.close();
        vertx.close().await();
    }

    private final class Health implements HealthSource {

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Report check() {
            Map<String, Boolean> checks = new LinkedHashMap<>();
            checks.put("db", ready);
            checks.put("redis", true);
            checks.put("logStorage", true);
            return new Report(ready, checks);
        }

        @Override
        public String scrape() {
            return "# HELP up\nup 1\n";
        }
    }
}
