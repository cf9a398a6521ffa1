package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.authproxy.core.proxy.ExchangeOutcome;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer half of the proxy cases: h002 to h019, h079, h084 to h101 (contract 9.3, 9.8). */
class AnswerCasesTests {

    private static final String ENVELOPE_GET = "{\"url\":\"/x\",\"method\":\"GET\"}";

    private ProxyCases cases;

    @AfterEach
    void stop() {
        cases.close();
    }

    private static String withHeader(String line) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + line + "\r\nContent-Length: 2\r\n\r\nok";
    }

    private void refusedInBothForms(ErrorCode code) throws Exception {
        HttpMessage raw = cases.rawGet("");
        HttpMessage envelope = cases.envelope(ENVELOPE_GET);

        for (HttpMessage answer : List.of(raw, envelope)) {
            assertThat(answer.status()).isEqualTo(code.status());
            assertThat(answer.text())
                    .contains("\"code\":\"" + code.code() + "\"")
                    .doesNotContain("netty");
            assertThat(answer.first("X-AuthProxy-Source")).isEqualTo("authproxy");
            ExchangeOutcome row = cases.gate.row();
            assertThat(row.error()).isEqualTo(code);
            assertThat(row.status()).isZero();
        }
        assertThat(cases.gate.rows).isEmpty();
        assertThat(cases.upstream.connections()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "h002, Connection, x-mark",
        "h004, Keep-Alive, 'timeout=5, x-mark'",
        "h006, Proxy-Authenticate, Basic realm=x-mark",
        "h008, Proxy-Authorization, x-mark",
        "h010, Proxy-Connection, x-mark",
        "h012, TE, x-mark",
        "h014, Trailer, x-mark",
        "h018, Upgrade, x-mark",
        "h000, HTTP2-Settings, x-mark"
    })
    void hopByHopHeadersOfTheAnswerStayHere(String row, String name, String value) throws Exception {
        cases = ProxyCases.answering(withHeader(name + ": " + value));

        assertThat(cases.rawGet("").headers().toString()).doesNotContain("x-mark");
        assertThat(cases.envelope(ENVELOPE_GET).text()).doesNotContain("x-mark");
    }

    @Test
    void h016TransferEncodingOfTheAnswerIsOurOwn() throws Exception {
        cases = ProxyCases.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: ChunKed\r\n\r\n1;x=mark\r\na\r\n1\r\nb\r\n0\r\nT: x-mark\r\n\r\n");

        HttpMessage raw = cases.rawGet("");
        assertThat(raw.all("Transfer-Encoding")).containsExactly("chunked");
        assertThat(raw.text()).isEqualTo("ab");
        assertThat(raw.headers().toString()).doesNotContain("mark");
        assertThat(cases.envelope(ENVELOPE_GET).text())
                .doesNotContain("ransfer")
                .doesNotContain("mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "identity"})
    void h016UnknownCodingOfTheAnswerIsRefused(String coding) throws Exception {
        cases = ProxyCases.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + coding + "\r\n\r\n2\r\nok\r\n0\r\n\r\n");

        refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
    }

    @Test
    void namedByConnectionOfTheAnswerIsDropped() throws Exception {
        cases = ProxyCases.answering(withHeader("Connection: X-Secret\r\nX-Secret: x-mark"));

        assertThat(cases.rawGet("").headers().toString()).doesNotContain("x-mark");
        assertThat(cases.envelope(ENVELOPE_GET).text()).doesNotContain("x-mark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h079 HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "h079 HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "h083 HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "h083 HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk",
                "h083 HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
                "h083 HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
                "h083 HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\nok",
                "h089 HTTP/1.1 000 X\r\nContent-Length: 2\r\n\r\nok",
                "h089 HTTP/1.1 99 X\r\nContent-Length: 2\r\n\r\nok",
                "h089 HTTP/1.1 600 X\r\nContent-Length: 2\r\n\r\nok",
                "h089 HTTP/1.1 1000 X\r\nContent-Length: 2\r\n\r\nok",
                "h089 HTTP/1.1 -1 X\r\nContent-Length: 2\r\n\r\nok",
                "h089 HTTP/1.1 20x X\r\nContent-Length: 2\r\n\r\nok",
                "h091 HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "h091 HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 2\r\n\r\nok",
                "h091 HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "h091 ICY 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "h091 hello\r\n\r\n",
                "h083 HTTP/1.1 200 OK\r\nContent-Length x: 2\r\n\r\nok",
                "h083 HTTP/1.1 200 OK\r\nX: y\r\nContent-Length : 2\r\n\r\nok",
                "h083 HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
                "h083 HTTP/1.1 200 OK\r\n: 2\r\n\r\nok",
                "h083 HTTP/1.1 200 OK\r\nX\u0000: 2\r\n\r\nok",
                "h100 \u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"
            })
    void malformedAnswersAreBadGateway(String rowAndAnswer) throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write(rowAndAnswer.substring(5));
            connection.in().read();
        }));
        refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
    }

    @Test
    void h100Http2FramesAreNotTakenForAnAnswer() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            // GOAWAY, RST_STREAM flood, CONTINUATION: whatever it is, it is no HTTP/1.1.
            String goAway = "\u0000\u0000\u0008\u0007\u0000\u0000\u0000\u0000\u0000" + "\u0000".repeat(8);
            String flood = "\u0000\u0000\u0004\u0003\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0008";
            connection.write(goAway + flood.repeat(20_000));
            connection.in().read();
        }));

        refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32})
    void h078InterimAnswersAreSwallowed(int count) throws Exception {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x-mark\r\n\r\n"
                + "HTTP/1.1 102 Processing\r\n\r\n";
        cases = ProxyCases.answering((count == 1 ? interim : "HTTP/1.1 102 P\r\n\r\n".repeat(count)) + ProxyCases.OK);

        assertThat(cases.rawGet("").text()).isEqualTo("ok");
        HttpMessage envelope = cases.envelope(ENVELOPE_GET);
        assertThat(envelope.text()).contains("\"status_code\":200").doesNotContain("x-mark");
        assertThat(cases.upstream.connections().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void h078InterimFloodIsBadGateway() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 102 P\r\n\r\n".repeat(33) + ProxyCases.OK);
            connection.in().read();
        }));

        refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n"
            })
    void h084CutAnswersNeverLookComplete(String answer) throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write(answer);
        }));

        HttpMessage raw = cases.rawGet("");
        assertThat(raw.complete()).isFalse();
        assertThat(raw.text()).isEqualTo("hello");
        ExchangeOutcome row = cases.gate.row();
        assertThat(row.status()).isEqualTo(200);
        assertThat(row.error()).isIn(ErrorCode.UPSTREAM_UNREACHABLE, ErrorCode.UPSTREAM_PROTOCOL);
        assertThat(cases.envelope(ENVELOPE_GET).status()).isEqualTo(502);
        cases.gate.row();
        assertThat(cases.gate.rows).isEmpty();
    }

    @Test
    void h085BodyDelimitedByCloseIsComplete() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\n\r\nhello");
        }));

        HttpMessage raw = cases.rawGet("");
        assertThat(raw.text()).isEqualTo("hello");
        assertThat(raw.complete()).isTrue();
        assertThat(raw.all("Transfer-Encoding")).containsExactly("chunked");
        assertThat(cases.envelope(ENVELOPE_GET).text()).contains("\"body_raw\":\"aGVsbG8=\"");
    }

    @Test
    void h085BytesBehindTheAnswerReachNobody() throws Exception {
        cases = ProxyCases.answering(ProxyCases.OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");

        for (int i = 0; i < 4; i++) {
            HttpMessage raw = cases.rawGet("");
            if (raw.status() == 200) {
                assertThat(raw.text()).isEqualTo("ok");
            } else {
                assertThat(raw.status()).isEqualTo(502);
            }
        }
        assertThat(cases.upstream.connections().size()).isGreaterThan(1);
    }

    @Test
    void h086EarlyAnswerArrivesAndNothingHangs() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.head();
            connection.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
        }));

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("POST", "/x", "Content-Length: 1000\r\n", "begin"));
            HttpMessage answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).isEqualTo("big");
            assertThat(answer.first("Connection")).isEqualTo("close");
            client.socket().shutdownOutput();
            assertThat(client.closedByPeer()).isTrue();
        }
        assertThat(cases.gate.row().status()).isEqualTo(413);

        String body = "x".repeat(200_000);
        HttpMessage envelope = cases.envelope("{\"url\":\"/x\",\"method\":\"POST\",\"body_json\":\"" + body + "\"}");
        assertThat(envelope.status()).isIn(200, 502);
        assertThat(cases.gate.row()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"GET, HTTP/1.1 204 No Content", "GET, HTTP/1.1 304 Not Modified", "HEAD, HTTP/1.1 200 OK"})
    void h088BodiesWhereNoneMayBeAreDropped(String method, String status) throws Exception {
        cases = ProxyCases.answering(status + "\r\nContent-Length: 6\r\n\r\npoison");

        for (int i = 0; i < 2; i++) {
            try (RawClient client = cases.gateway.connect()) {
                client.timeout(500).send(ProxyCases.raw(method, "/x", "", ""));
                HttpMessage answer = client.answerToHead();
                assertThat(answer.startLine()).startsWith(status.substring(0, 12));
                assertThat(client.closedByPeer()).as("nothing more, still open").isFalse();
            }
        }
        assertThat(cases.upstream.connections()).as("not reused").hasSize(2);
        HttpMessage envelope = cases.envelope("{\"url\":\"/x\",\"method\":\"" + method + "\"}");
        assertThat(envelope.text())
                .contains("\"body_raw\":null,\"body_json\":null")
                .doesNotContain("poison");
    }

    @Test
    void h090HugeHeaderBlocksAreBadGateway() throws Exception {
        for (String block : List.of(
                ("X-" + "a".repeat(1_000) + ": " + "b".repeat(9_000) + "\r\n").repeat(1_000),
                "X: y\r\n".repeat(100_000),
                "X: " + "b".repeat(1 << 20) + "\r\n")) {
            cases = new ProxyCases(UpstreamServer.scripted(connection -> {
                connection.request();
                connection.write("HTTP/1.1 200 OK\r\n" + block + "\r\n");
                connection.in().read();
            }));
            refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
            cases.close();
        }
        cases = ProxyCases.answering(withHeader("X: " + "b".repeat(200_000)));
        assertThat(cases.rawGet("").first("X")).hasSize(200_000);
    }

    @Test
    void h091StatusLineWithoutReasonPassesAndALongReasonIsRefused() throws Exception {
        cases = ProxyCases.answering("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok");
        assertThat(cases.rawGet("").startLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(cases.envelope(ENVELOPE_GET).text()).contains("\"status_code\":200");
        cases.close();

        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 " + "r".repeat(1 << 20) + "\r\nContent-Length: 2\r\n\r\nok");
        }));
        refusedInBothForms(ErrorCode.UPSTREAM_PROTOCOL);
    }

    @Test
    void h101ChallengesAreNotAnswered() throws Exception {
        for (String line : List.of(
                "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"",
                "401 Unauthorized\r\nWWW-Authenticate: Negotiate",
                "407 Proxy Authentication Required\r\nProxy-Authenticate: Digest realm=\"x\"")) {
            cases = ProxyCases.answering("HTTP/1.1 " + line + "\r\nContent-Length: 2\r\n\r\nno");
            HttpMessage raw = cases.rawGet("");
            assertThat(raw.status()).isEqualTo(Integer.parseInt(line.substring(0, 3)));
            assertThat(raw.all("Proxy-Authenticate")).isEmpty();
            assertThat(cases.envelope(ENVELOPE_GET).text()).contains("\"status_code\":" + line.substring(0, 3));
            assertThat(cases.upstream.requests()).hasSize(2);
            cases.close();
        }
        cases = ProxyCases.ok();
    }

    @Test
    void h092SetCookiePassesOnApiAndStopsOnPublic() throws Exception {
        cases = ProxyCases.answering(withHeader("Set-Cookie: SESSION-ID=stolen; Path=/"));
        assertThat(cases.rawGet("").all("Set-Cookie")).containsExactly("SESSION-ID=stolen; Path=/");
        cases.close();

        cases = new ProxyCases(UpstreamServer.answering(withHeader("Set-Cookie: SESSION-ID=stolen")), "public");
        HttpMessage raw = cases.rawGet("");
        assertThat(raw.all("Set-Cookie")).isEmpty();
        assertThat(raw.all("Content-Security-Policy")).containsExactly("sandbox");
        HttpMessage envelope = cases.envelope(ENVELOPE_GET);
        assertThat(envelope.all("Set-Cookie")).isEmpty();
    }
}
