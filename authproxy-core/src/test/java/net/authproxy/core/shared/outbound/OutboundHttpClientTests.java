package net.authproxy.core.shared.outbound;

import static net.authproxy.core.shared.outbound.ScriptedUpstream.answering;
import static net.authproxy.core.shared.outbound.ScriptedUpstream.stallingAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OutboundHttpClientTests {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nok";
    private static final OutboundRequest GET =
            OutboundRequest.of("GET", "/v1?q=1").withTimeout(Duration.ofSeconds(10));

    private static Vertx vertx;
    private static OutboundHttpClient client;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        client = new OutboundHttpClient(vertx, null, 16);
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void sendsRequestToTheCheckedAddressUnderTheHostsName() {
        try (ScriptedUpstream upstream = answering(OK)) {
            OutboundRequest request = OutboundRequest.of("POST", "/token")
                    .withHeader("Authorization", "Basic eDp5")
                    .withHeader("X-Two", "1")
                    .withHeader("X-Two", "2")
                    .withHeader("host", "evil.test")
                    .withHeader("Transfer-Encoding", "chunked")
                    .withHeader("Content-Length", "999")
                    .withBody("a=b".getBytes(StandardCharsets.UTF_8));

            OutboundResponse response = client.send(request, to(upstream));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.bodyText()).isEqualTo("ok");
            assertThat(response.header("X-a")).isEqualTo("1");
            assertThat(response.header("absent")).isNull();
            assertThat(response.headers()).hasSize(3);
            assertThat(upstream.requests().getFirst())
                    .startsWith("POST /token HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: api.vendor.test:" + upstream.port() + "\r\n")
                    .containsIgnoringCase("\r\ncontent-length: 3\r\n")
                    .contains("\r\nAuthorization: Basic eDp5\r\n", "\r\nX-Two: 1\r\n", "\r\nX-Two: 2\r\n")
                    .containsIgnoringCase("\r\nuser-agent: AuthProxy\r\n")
                    .doesNotContain("evil", "chunked", "999");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @Tag("P3")
    void handsRedirectsBackUnfollowed(int status) {
        try (ScriptedUpstream inner = answering(OK)) {
            for (String target : new String[] {
                "http://127.0.0.1:" + inner.port() + "/",
                "http://api.vendor.test:" + inner.port() + "/",
                "//127.0.0.1:" + inner.port() + "/",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "/next"
            }) {
                String head = "HTTP/1.1 " + status + " Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n";
                try (ScriptedUpstream upstream = answering(head)) {
                    OutboundResponse response = client.send(GET, to(upstream));

                    assertThat(response.status()).isEqualTo(status);
                    assertThat(response.header("Location")).isEqualTo(target);
                    assertThat(upstream.connections()).isEqualTo(1);
                }
            }
            assertThat(inner.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,1000,true", "1001,1000,false", "100000,1000,false", "0,0,true"})
    void readsNoMoreOfTheBodyThanAllowed(int size, int limit, boolean passes) {
        String body = "x".repeat(size);
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + (size == 0 ? "" : Integer.toHexString(size) + "\r\n" + body + "\r\n")
                + "0\r\n\r\n";
        for (String answer : new String[] {"HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + body, chunked}) {
            try (ScriptedUpstream upstream = answering(answer)) {
                OutboundRequest request = GET.withMaxResponseBytes(limit);
                if (passes) {
                    assertThat(client.send(request, to(upstream)).body()).hasSize(size);
                } else {
                    assertThat(failure(request, to(upstream)).code()).isEqualTo(ErrorCode.UPSTREAM_RESPONSE_TOO_LARGE);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|response",
                "HTTP/1.1 200 OK\\r\\nX: |response",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nab|total"
            })
    void givesUpOnSlowUpstream(String sent, String phase) {
        try (ScriptedUpstream upstream = stallingAfter(unescape(sent))) {
            AuthProxyException failure = failure(GET.withTimeout(Duration.ofMillis(500)), to(upstream));

            assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
            assertThat(failure.details()).containsEntry("phase", phase);
        }
    }

    @Test
    void reportsRefusedConnectionAsUnreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(failure(GET, to("api.vendor.test", port)).code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\\r\\n",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nab",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nab"
            })
    void reportsAnswerCutShortAsUnreachable(String sent) {
        try (ScriptedUpstream upstream = answering(unescape(sent))) {
            assertThat(failure(GET, to(upstream)).code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTP/1.1 200 OK\\r\\n\\r\\n",
                "<html>hello</html>\\r\\n\\r\\n",
                "HTTP/1.1 abc OK\\r\\n\\r\\n",
                "HTTP/1.1 999 What\\r\\nContent-Length: 0\\r\\n\\r\\n",
                "HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: x\\r\\nConnection: Upgrade\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nContent-Length: 3\\r\\n\\r\\nabc",
                "HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nok\\r\\n0\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n2\\r\\nok\\r\\n0\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nX : a\\r\\nContent-Length: 0\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nX: a\\r\\n folded\\r\\nContent-Length: 0\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\nContent-Length: 0\\n\\n",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nxyz\\r\\n"
            })
    void reportsMalformedAnswerAsProtocolFailure(String sent) {
        try (ScriptedUpstream upstream = answering(unescape(sent))) {
            assertThat(failure(GET, to(upstream)).code()).isEqualTo(ErrorCode.UPSTREAM_PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103})
    void reportsFloodOfInterimAnswersAsProtocolFailure(int status) {
        String interim = "HTTP/1.1 " + status + " Wait\r\n\r\n";
        try (ScriptedUpstream patient = answering(interim.repeat(3) + OK);
                ScriptedUpstream flood = answering(interim.repeat(33) + OK)) {
            assertThat(client.send(GET, to(patient)).status()).isEqualTo(200);
            assertThat(failure(GET, to(flood)).code()).isEqualTo(ErrorCode.UPSTREAM_PROTOCOL);
        }
    }

    @Test
    void reportsGiantHeaderBlockAsProtocolFailure() {
        String head = "HTTP/1.1 200 OK\r\n" + "X-Filler: abcdefghij\r\n".repeat(14_000) + "\r\n";
        try (ScriptedUpstream upstream = answering(head)) {
            assertThat(failure(GET, to(upstream)).code()).isEqualTo(ErrorCode.UPSTREAM_PROTOCOL);
        }
    }

    @Test
    void usesConnectionForOneCallOnly() {
        try (ScriptedUpstream upstream = answering(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET, to(upstream)).bodyText()).isEqualTo("ok");
            }
            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    @Test
    void leavesConnectionThatUpstreamWouldKeepOpen() {
        try (ScriptedUpstream upstream = stallingAfter(OK)) {
            assertThat(client.send(GET, to(upstream)).bodyText()).isEqualTo("ok");
            assertThat(client.send(GET, to(upstream)).bodyText()).isEqualTo("ok");
            assertThat(upstream.requests())
                    .hasSize(2)
                    .allMatch(head -> head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"));
        }
    }

    @Test
    void ignoresProxySettingsOfTheJvm() {
        try (ScriptedUpstream proxy = answering(OK);
                ScriptedUpstream upstream = answering(OK)) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (OutboundHttpClient fresh = new OutboundHttpClient(vertx, null, 1)) {
                assertThat(fresh.send(GET, to(upstream)).status()).isEqualTo(200);
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("http.nonProxyHosts");
            }

            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void bracketsIpv6HostInItsHeader() {
        InetAddress loopback = IpLiterals.toAddress(FakeResolver.bytes("::1"));
        try (ScriptedUpstream upstream =
                new ScriptedUpstream(loopback, OK.getBytes(StandardCharsets.US_ASCII), ScriptedUpstream.Then.CLOSE)) {
            Destination destination = new Destination(false, "::1", upstream.port(), loopback);

            assertThat(client.send(GET, destination).status()).isEqualTo(200);
            assertThat(upstream.requests().getFirst())
                    .containsIgnoringCase("\r\nhost: [::1]:" + upstream.port() + "\r\n");
        }
    }

    @Test
    void refusesToBendTheRequest() {
        assertThat(codeOf(() -> GET.withHeader("X-A", "1\r\nX-B: 2"))).isEqualTo(ErrorCode.INVALID_HEADER);
        assertThat(codeOf(() -> GET.withHeader("X-A", "\u0000"))).isEqualTo(ErrorCode.INVALID_HEADER);
        assertThat(codeOf(() -> GET.withHeader("X-A", "漢"))).isEqualTo(ErrorCode.INVALID_HEADER);
        assertThat(codeOf(() -> GET.withHeader("X A", "1"))).isEqualTo(ErrorCode.INVALID_HEADER);
        assertThat(codeOf(() -> GET.withHeader("", "1"))).isEqualTo(ErrorCode.INVALID_HEADER);
        assertThat(codeOf(() -> OutboundRequest.of("GET", "/a b"))).isEqualTo(ErrorCode.INVALID_URL);
        assertThat(codeOf(() -> OutboundRequest.of("GET", "/a\r\n"))).isEqualTo(ErrorCode.INVALID_URL);
        assertThat(codeOf(() -> OutboundRequest.of("GET", "http://a/"))).isEqualTo(ErrorCode.INVALID_URL);
        assertThat(codeOf(() -> OutboundRequest.of("GE T", "/"))).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(codeOf(() -> OutboundRequest.of("CONNECT", "/"))).isEqualTo(ErrorCode.VALIDATION_FAILED);
    }

    @Test
    void showsNoSecretInItsTexts() {
        OutboundRequest request = OutboundRequest.of("GET", "/?key=secret")
                .withHeader("Authorization", "secret")
                .withBody("secret".getBytes(StandardCharsets.UTF_8));

        assertThat(request.toString()).doesNotContain("secret");
    }

    private static Destination to(ScriptedUpstream upstream) {
        return to("api.vendor.test", upstream.port());
    }

    private static Destination to(String host, int port) {
        return new Destination(false, host, port, IpLiterals.toAddress(new byte[] {127, 0, 0, 1}));
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static AuthProxyException failure(OutboundRequest request, Destination destination) {
        AuthProxyException failure =
                catchThrowableOfType(AuthProxyException.class, () -> client.send(request, destination));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(AuthProxyException.class, call).code();
    }
}
