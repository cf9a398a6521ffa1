package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
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
    void accessLogMasksSecretParameters() {
        assertThat(AccessLog.masked("/oauth2/callback?code=abc&state=x&%63ode=y&a=b&auth_token=t"))
                .isEqualTo("/oauth2/callback?code=***&state=***&%63ode=***&a=b&auth_token=***");
    }
}
