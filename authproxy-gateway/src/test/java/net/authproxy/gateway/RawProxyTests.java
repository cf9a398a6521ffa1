package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import net.authproxy.core.proxy.ExchangeOutcome;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The raw form, seen from both ends of the wire (contract 9.2). */
class RawProxyTests {

    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Own: 1\r\nContent-Length: 5\r\n\r\nhello";

    private UpstreamServer upstream = UpstreamServer.answering(OK);
    private FakeGate gate;
    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        gate = new FakeGate(upstream.port());
        gateway = new GatewayFixture(gate);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    @Test
    void relaysAnswerAndSetsStoredCredential() throws Exception {
        HttpMessage answer = gateway.get("/v1/items?a=%41&b=2");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.first("X-Own")).isEqualTo("1");
        assertThat(answer.all("X-AuthProxy-Source")).containsExactly("upstream");
        assertThat(answer.first("X-AuthProxy-Request-Id")).startsWith("req_");
        HttpMessage sent = upstream.requests().get(0);
        assertThat(sent.startLine()).isEqualTo("GET /v1/items?a=%41&b=2 HTTP/1.1");
        assertThat(sent.all("Authorization")).containsExactly(FakeGate.SECRET);
        assertThat(sent.all("Host")).containsExactly("127.0.0.1:" + upstream.port());
        assertThat(sent.all("User-Agent")).containsExactly("AuthProxy/1.2.3");
        ExchangeOutcome row = gate.row();
        assertThat(row.status()).isEqualTo(200);
        assertThat(row.responseBytes()).isEqualTo(5);
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(gate.rows).isEmpty();
    }

    @Test
    void streamsBodyWithLengthAndChunked() throws Exception {
        HttpMessage withLength = gateway.call("POST " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Content-Length: 3\r\n\r\nabc");
        HttpMessage chunked =
                gateway.call("POST " + GatewayFixture.RAW + "/b HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN
                        + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n");

        assertThat(withLength.status()).isEqualTo(200);
        assertThat(chunked.status()).isEqualTo(200);
        assertThat(upstream.requests().get(0).all("Content-Length")).containsExactly("3");
        assertThat(upstream.requests().get(0).text()).isEqualTo("abc");
        assertThat(upstream.requests().get(1).all("Transfer-Encoding")).containsExactly("chunked");
        assertThat(upstream.requests().get(1).text()).isEqualTo("abcde");
        assertThat(upstream.received()).doesNotContain("T: 1").doesNotContain("x=y");
        assertThat(gate.row().requestBytes()).isEqualTo(3);
        assertThat(gate.row().requestBytes()).isEqualTo(5);
    }

    @Test
    void decidesOffTheLoopWhenSomethingMustBeLoaded() throws Exception {
        gate.loads = true;

        HttpMessage answer = gateway.call("POST " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Content-Length: 3\r\n\r\nabc");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(upstream.requests().get(0).text()).isEqualTo("abc");
    }

    @Test
    void refusalHasErrorBodySecurityHeadersAndOneRow() throws Exception {
        HttpMessage answer = gateway.call("GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.first("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.first("X-AuthProxy-Source")).isEqualTo("authproxy");
        assertThat(answer.first("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.first("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.first("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.text())
                .isEqualTo("{\"error\":\"a bearer token is required\",\"code\":\"unauthenticated\",\"request_id\":\""
                        + answer.first("X-AuthProxy-Request-Id") + "\"}");
        assertThat(gate.row().error()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(gate.rows).isEmpty();
        assertThat(upstream.connections()).isEmpty();
    }

    @Test
    void reusesConnectionsInBothDirections() throws Exception {
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                client.send("GET " + GatewayFixture.RAW + "/" + i + " HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN
                        + "\r\n");
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }

        assertThat(upstream.connections()).hasSize(1);
        assertThat(upstream.requests()).hasSize(5);
    }

    @Test
    void removesOurOwnTokenParameterFromTheQuery() throws Exception {
        gateway.get("/a?x=1&auth_token=secret&%61uth_token=secret&y=%2F");

        assertThat(upstream.requests().get(0).target()).isEqualTo("/a?x=1&y=%2F");
    }

    @Test
    void answersExpectLocally() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.send("POST " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN
                    + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY)
                            .status())
                    .isEqualTo(100);
            client.send("abc");
            assertThat(client.answer().status()).isEqualTo(200);
        }
        assertThat(upstream.requests().get(0).all("Expect")).isEmpty();
    }

    @Test
    void refusesUpgrade() throws Exception {
        HttpMessage answer = gateway.call("GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"upgrade_not_supported\"");
        assertThat(upstream.connections()).isEmpty();
    }
}
