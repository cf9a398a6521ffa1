package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Health routes and metrics of a listener (contract 2.2). */
class ListenerHealthTests {

    private static final String OK = ProxyCases.OK;
    private UpstreamServer behind = UpstreamServer.answering(OK);
    private FakeGate gate = new FakeGate(behind.port());
    private GatewayFixture gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        behind.close();
    }

    private void start(String service, UnaryOperator<GatewayOptions> change) {
        gateway = new GatewayFixture(gate, service, change, UpstreamOptions.defaults());
    }

    @Test
    void healthRoutesTellTheState() throws Exception {
        start("api", UnaryOperator.identity());

        assertThat(get("/ping").text()).isEqualTo("{\"service\":\"api\",\"message\":\"pong\"}");
        assertThat(get("/livez").status()).isEqualTo(200);
        assertThat(get("/readyz").status()).isEqualTo(200);
        assertThat(get("/healthz").text())
                .isEqualTo("{\"service\":\"api\",\"ok\":true,\"db\":true,\"redis\":true,\"logStorage\":true}");
        assertThat(get("/metrics").text()).contains("up 1");
        assertThat(get("/metrics").first("Content-Type")).startsWith("text/plain");
        gateway.ready = false;
        assertThat(get("/readyz").status()).isEqualTo(503);
        HttpMessage down = get("/healthz");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.text()).contains("\"ok\":false,\"db\":false");
        assertThat(gateway.call("POST /ping HTTP/1.1\r\nHost: gw\r\n\r\n").status())
                .isEqualTo(405);
    }

    @Test
    void publicMainPortHasNoMetrics() throws Exception {
        start("public", UnaryOperator.identity());

        assertThat(get("/metrics").status()).isEqualTo(404);
        assertThat(get("/ping").status()).isEqualTo(200);
    }

    @Test
    void separateHealthPortTakesTheHealthRoutesAndNothingElse() throws Exception {
        int free;
        try (java.net.ServerSocket any = new java.net.ServerSocket(0)) {
            free = any.getLocalPort();
        }
        start(
                "public",
                options -> new GatewayOptions(
                        options.service(),
                        new GatewayOptions.Listener("127.0.0.1", 0, free, null),
                        options.limits(),
                        options.proxy(),
                        null,
                        List.of(),
                        CorsOptions.none(),
                        "1",
                        false));

        assertThat(get("/ping").status()).isEqualTo(404);
        try (RawClient client = new RawClient(gateway.server.healthPort())) {
            assertThat(client.send("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send("GET " + GatewayFixture.RAW + " HTTP/1.1\r\nHost: h\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(404);
        }
    }

    private HttpMessage get(String path) throws Exception {
        return gateway.call("GET " + path + " HTTP/1.1\r\nHost: gw\r\n\r\n");
    }

    @Test
    void metricsHaveNoIds() throws Exception {
        start("api", UnaryOperator.identity());
        gateway.get("/x");
        gateway.get("/x");

        // A call is counted after its last byte left, so the caller can be here first.
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(this::twoCallsAreCounted);
        assertThat(gateway.meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTags().toString())
                        .doesNotContain("cxn_")
                        .doesNotContain("req_"));
    }

    private void twoCallsAreCounted() {
        assertThat(gateway.meters
                        .get("authproxy_http_server_requests")
                        .tag("route", "raw")
                        .tag("status", "200")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(gateway.meters
                        .get("authproxy_proxy")
                        .tag("upstream_status", "200")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(gateway.meters.get("authproxy_proxy_in_flight").gauge().value())
                .isZero();
    }
}
