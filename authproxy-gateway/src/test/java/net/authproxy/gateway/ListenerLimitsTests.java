package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time limits, sizes and numbers of a listener, and its end. */
class ListenerLimitsTests {

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

    private UnaryOperator<GatewayOptions> control(String... trusted) {
        return options ->
                options.withControlPlane(SocketAddress.inetSocketAddress(behind.port(), "127.0.0.1"), List.of(trusted));
    }

    @Test
    void controlPlaneBodiesHaveALimit() throws Exception {
        start("api", control());
        String big = "x".repeat((1 << 20) + 1);

        HttpMessage known =
                gateway.call("POST /x HTTP/1.1\r\nHost: gw\r\nContent-Length: " + big.length() + "\r\n\r\n" + big);
        HttpMessage chunked = gateway.call("POST /x HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(big.length()) + "\r\n" + big + "\r\n0\r\n\r\n");
        HttpMessage most = gateway.call(
                "POST /x HTTP/1.1\r\nHost: gw\r\nContent-Length: " + (1 << 20) + "\r\n\r\n" + "x".repeat(1 << 20));

        for (HttpMessage answer : List.of(known, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("\"body_too_large\"");
        }
        assertThat(most.status()).isEqualTo(200);
        assertThat(behind.requests().stream().filter(HttpMessage::complete)).hasSize(1);
    }

    private HttpMessage get(String path) throws Exception {
        return gateway.call("GET " + path + " HTTP/1.1\r\nHost: gw\r\n\r\n");
    }

    @Test
    void dawdlersAreClosedByTheHeaderDeadlineAndIdlersByTheirs() throws Exception {
        start(
                "api",
                options -> options.withLimits(new GatewayOptions.CallerLimits(
                        1_000,
                        Duration.ofMillis(300),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        65_536,
                        16_384,
                        1 << 20)));

        try (RawClient silent = gateway.connect();
                RawClient slow = gateway.connect();
                RawClient idle = gateway.connect()) {
            slow.send("GET " + GatewayFixture.RAW + "/x HTTP/1.1\r\nHost: ");
            idle.send(ProxyCases.raw("GET", "/x", "", ""));
            assertThat(idle.answer().status()).isEqualTo(200);
            assertThat(silent.timeout(4_000).closedByPeer()).isTrue();
            assertThat(slow.timeout(4_000).closedByPeer()).isTrue();
            assertThat(idle.timeout(4_000).closedByPeer()).isTrue();
        }
    }

    @Test
    void slowBodyForTheControlPlaneIsCut() throws Exception {
        start(
                "api",
                options -> control()
                        .apply(options.withLimits(new GatewayOptions.CallerLimits(
                                1_000,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(300),
                                65_536,
                                16_384,
                                1 << 20))));

        try (RawClient client = gateway.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: gw\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.answer().status()).isEqualTo(503);
            assertThat(client.timeout(5_000).closedByPeer()).isTrue();
        }
    }

    @Test
    void connectionsOverTheLimitAreClosedAtOnce() throws Exception {
        start(
                "api",
                options -> options.withLimits(new GatewayOptions.CallerLimits(
                        2,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        65_536,
                        16_384,
                        1 << 20)));

        try (RawClient one = gateway.connect();
                RawClient two = gateway.connect()) {
            assertThat(one.send(ProxyCases.raw("GET", "/x", "", "")).answer().status())
                    .isEqualTo(200);
            assertThat(two.send(ProxyCases.raw("GET", "/x", "", "")).answer().status())
                    .isEqualTo(200);
            try (RawClient three = gateway.connect()) {
                assertThat(three.timeout(3_000).closedByPeer()).isTrue();
            }
        }
    }

    @Test
    void stopLetsRunningCallsEnd() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        behind.close();
        behind = UpstreamServer.scripted(connection -> {
            connection.request();
            asked.complete(null);
            go.get(10, TimeUnit.SECONDS);
            connection.write(OK);
        });
        gate = new FakeGate(behind.port());
        start("api", UnaryOperator.identity());

        try (RawClient client = gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            asked.get(5, TimeUnit.SECONDS);
            CompletableFuture<Void> stopping =
                    CompletableFuture.runAsync(() -> gateway.server.stop(Duration.ofSeconds(10)));
            go.completeOnTimeout(null, 500, TimeUnit.MILLISECONDS);
            assertThat(client.answer().text()).isEqualTo("ok");
            stopping.get(10, TimeUnit.SECONDS);
        }
        assertThat(gateway.server.isRunning()).isFalse();
    }
}
