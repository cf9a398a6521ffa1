package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.TestCertificate;
import net.authproxy.testsupport.UpstreamServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener around the proxy: control plane, health, CORS, limits, start and stop. */
class ListenerTests {

    private static final String OK = ProxyCases.OK;

    @TempDir
    private Path folder;

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

    private HttpMessage seen() {
        return behind.requests().get(behind.requests().size() - 1);
    }

    @Test
    void passesEverythingElseToTheControlPlane() throws Exception {
        start("api", control());

        HttpMessage answer = gateway.call("POST /api/v1/connections?a=%2F HTTP/1.1\r\nHost: gw.test:8081\r\n"
                + "Authorization: Bearer t\r\nCookie: a=b\r\nX-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\n"
                + "X-Forwarded-Host: evil\r\nX_Forwarded_Proto: https\r\nX-AuthProxy-Request-Id: req_mine\r\n"
                + "Connection: keep-alive, X-Drop\r\nX-Drop: 1\r\nContent-Length: 3\r\n\r\nabc");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.all("X-AuthProxy-Request-Id")).hasSize(1);
        assertThat(answer.all("X-AuthProxy-Source")).isEmpty();
        assertThat(seen().startLine()).isEqualTo("POST /api/v1/connections?a=%2F HTTP/1.1");
        assertThat(seen().text()).isEqualTo("abc");
        assertThat(seen().all("Host")).containsExactly("gw.test:8081");
        assertThat(seen().all("Authorization")).containsExactly("Bearer t");
        assertThat(seen().all("Cookie")).containsExactly("a=b");
        assertThat(seen().all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen().all("X-Forwarded-Host")).containsExactly("gw.test:8081");
        assertThat(seen().all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen().all("X-Forwarded-Port")).containsExactly("8081");
        assertThat(seen().all("X-AuthProxy-Request-Id")).containsExactly(answer.first("X-AuthProxy-Request-Id"));
        assertThat(seen().headers().toString()).doesNotContain("6.6.6.6").doesNotContain("X-Drop");
    }

    @Test
    void believesATrustedProxy() throws Exception {
        start("api", control("10.0.0.0/8", "127.0.0.0/8"));

        gateway.call("GET /x HTTP/1.1\r\nHost: gw\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: public.test\r\n\r\n");

        assertThat(seen().all("X-Forwarded-For")).containsExactly("203.0.113.9, 127.0.0.1");
        assertThat(seen().all("X-Forwarded-Proto")).containsExactly("https");
        assertThat(seen().all("X-Forwarded-Host")).containsExactly("public.test");
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

    @Test
    void absentControlPlaneIsUnavailable() throws Exception {
        behind.close();
        start("api", control());

        HttpMessage answer = gateway.call("GET /x HTTP/1.1\r\nHost: gw\r\n\r\n");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("\"code\":\"unavailable\"");
        assertThat(answer.first("Retry-After")).isEqualTo("5");
    }

    @Test
    void controlPlaneBehindAUnixDomainSocket() throws Exception {
        Path socket = folder.resolve("control.sock");
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> {
                try (var connection = server.accept()) {
                    connection.read(java.nio.ByteBuffer.allocate(8_192));
                    connection.write(java.nio.ByteBuffer.wrap(OK.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            start(
                    "api",
                    options ->
                            options.withControlPlane(SocketAddress.domainSocketAddress(socket.toString()), List.of()));

            assertThat(gateway.call("GET /x HTTP/1.1\r\nHost: gw\r\n\r\n").text())
                    .isEqualTo("ok");
        }
    }

    @Test
    void routesThatAreNotPlacedHereAreUnknown() throws Exception {
        start("admin-api", options -> options.withProxy(GatewayOptions.ProxyRoutes.none()));

        for (String path : List.of(GatewayFixture.RAW + "/x", GatewayFixture.ENVELOPE, "/anything")) {
            HttpMessage answer =
                    gateway.call("POST " + path + " HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN + "\r\n");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).contains("\"code\":\"not_found\"");
        }
        assertThat(behind.connections()).isEmpty();
    }

    @Test
    void unversionedAliasExistsOnPublicOnly() throws Exception {
        String alias = "GET " + GatewayFixture.RAW.replace("/v1", "") + "/x HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "\r\n";
        start("public", UnaryOperator.identity());
        assertThat(gateway.call(alias).status()).isEqualTo(200);
        gateway.close();
        start("api", UnaryOperator.identity());
        assertThat(gateway.call(alias).status()).isEqualTo(404);
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
    void answersPreflightsAndMarksAnswersForAllowedOrigins() throws Exception {
        start("api", options -> options.withCors(CorsOptions.forOrigins(List.of("https://app.test"))));
        String preflight =
                "OPTIONS " + GatewayFixture.RAW + "/x HTTP/1.1\r\nHost: gw\r\nAccess-Control-Request-Method: PUT\r\n";

        HttpMessage allowed = gateway.call(preflight + "Origin: https://app.test\r\n\r\n");
        HttpMessage foreign = gateway.call(preflight + "Origin: https://evil.test\r\n\r\n");
        HttpMessage call = gateway.call("GET " + GatewayFixture.RAW
                + "/x HTTP/1.1\r\nHost: gw\r\nOrigin: https://app.test\r\n" + GatewayFixture.LOGIN + "\r\n");
        HttpMessage refused = gateway.call(
                "GET " + GatewayFixture.RAW + "/x HTTP/1.1\r\nHost: gw\r\n" + "Origin: https://app.test\r\n\r\n");
        HttpMessage other = gateway.call("GET " + GatewayFixture.RAW
                + "/x HTTP/1.1\r\nHost: gw\r\nOrigin: https://evil.test\r\n" + GatewayFixture.LOGIN + "\r\n");

        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.first("Access-Control-Allow-Origin")).isEqualTo("https://app.test");
        assertThat(allowed.first("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(allowed.first("Access-Control-Max-Age")).isEqualTo("43200");
        assertThat(allowed.all("Content-Length")).isEmpty();
        assertThat(foreign.all("Access-Control-Allow-Origin")).isEmpty();
        for (HttpMessage answer : List.of(call, refused)) {
            assertThat(answer.all("Access-Control-Allow-Origin")).containsExactly("https://app.test");
            assertThat(answer.first("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(answer.first("Access-Control-Expose-Headers")).contains("X-AuthProxy-Request-Id");
            assertThat(answer.all("Vary")).contains("Origin");
        }
        assertThat(other.all("Access-Control-Allow-Origin")).isEmpty();
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
    void http10IsServedAndClosed() throws Exception {
        start("api", UnaryOperator.identity());

        try (RawClient client = gateway.connect()) {
            client.send("GET " + GatewayFixture.RAW + "/x HTTP/1.0\r\nHost: gw\r\nConnection: keep-alive\r\n"
                    + GatewayFixture.LOGIN + "\r\n");
            assertThat(client.answer().text()).isEqualTo("ok");
            assertThat(client.timeout(2_000).closedByPeer()).isTrue();
        }
    }

    @Test
    void busyPortIsOneClearError() {
        start("api", UnaryOperator.identity());
        int taken = gateway.server.port();
        UnaryOperator<GatewayOptions> same = options -> new GatewayOptions(
                "public",
                GatewayOptions.Listener.plain("127.0.0.1", taken),
                options.limits(),
                options.proxy(),
                null,
                List.of(),
                CorsOptions.none(),
                "1",
                false);

        assertThatIllegalStateException()
                .isThrownBy(() -> new GatewayFixture(gate, "public", same, UpstreamOptions.defaults()))
                .withMessage("service public cannot listen on 127.0.0.1:" + taken + ": the port is in use or not ours");
    }

    @Test
    void twoServicesOnOnePortAreRefused() throws Exception {
        int free;
        try (java.net.ServerSocket any = new java.net.ServerSocket(0)) {
            free = any.getLocalPort();
        }
        UnaryOperator<GatewayOptions> same = options -> new GatewayOptions(
                options.service(),
                GatewayOptions.Listener.plain("127.0.0.1", free),
                options.limits(),
                options.proxy(),
                null,
                List.of(),
                CorsOptions.none(),
                "1",
                false);
        start("api", same);

        assertThatIllegalStateException()
                .isThrownBy(() -> gateway.another("public", same))
                .withMessage("service public cannot listen on 127.0.0.1:" + free + ": service api does");
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

    @Test
    void servesTls() throws Exception {
        TestCertificate certificate = TestCertificate.forName(folder, "localhost");
        start(
                "api",
                options -> new GatewayOptions(
                        options.service(),
                        new GatewayOptions.Listener(
                                "127.0.0.1",
                                0,
                                0,
                                new TlsIdentity.Pem(
                                        certificate.certificatePem(), SecretString.of(certificate.keyPem()))),
                        options.limits(),
                        options.proxy(),
                        null,
                        List.of(),
                        CorsOptions.none(),
                        "1",
                        false));

        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        java.security.KeyStore roots = java.security.KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("ca", certificate.authority());
        trust.init(roots);
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.server.port())) {
            socket.getOutputStream()
                    .write(ProxyCases.raw("GET", "/x", "", "").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            HttpMessage answer = HttpMessage.read(socket.getInputStream(), HttpMessage.Kind.ANSWER);
            assertThat(answer.text()).isEqualTo("ok");
            assertThat(socket.getSession().getProtocol()).startsWith("TLSv1.");
        }
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

    @Test
    void accessLogMasksSecretParameters() {
        assertThat(AccessLog.masked("/oauth2/callback?code=abc&state=x&%63ode=y&a=b&auth_token=t"))
                .isEqualTo("/oauth2/callback?code=***&state=***&%63ode=***&a=b&auth_token=***");
    }
}
