package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows h060 to h081 of the proxy cases: one message, one reading, on both forms (contract 1.1). */
class FramingCasesTests {

    private ProxyCases cases;

    @BeforeEach
    void start() {
        cases = ProxyCases.ok();
    }

    @AfterEach
    void stop() {
        cases.close();
    }

    private static final String JSON = "{\"url\":\"/x\",\"method\":\"GET\"}";

    private static final String RAW_LINE = "POST " + GatewayFixture.RAW + "/x HTTP/1.1\r\n";
    private static final String ENVELOPE_LINE = "POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\n";
    private static final String HEAD = "Host: gw\r\n" + GatewayFixture.LOGIN + "Content-Type: application/json\r\n";

    /** 400 in the error form, then close; nothing reached the upstream. */
    private void refused(String bytes) throws Exception {
        ProxyCases.Outcome outcome = cases.send(bytes);
        assertThat(outcome.answers()).hasSize(1);
        HttpMessage answer = outcome.answers().get(0);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"code\":\"bad_request\"").contains("\"request_id\":\"req_");
        assertThat(answer.first("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(outcome.closed()).isTrue();
        assertThat(cases.upstream.requests()).isEmpty();
        assertThat(cases.upstream.received()).doesNotContain("SMUGGLED");
    }

    static Stream<Arguments> malformedHeaderBlocks() {
        return Stream.of(
                        "h060 Content-Length: 5, 5\r\n",
                        "h060 Content-Length: 5\r\nContent-Length: 5\r\n",
                        "h060 Content-Length: 5\r\nContent-Length: 6\r\n",
                        "h061 Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "h061 Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                        "h060 Content-Length: +5\r\n",
                        "h060 Content-Length: -5\r\n",
                        "h060 Content-Length: 0x5\r\n",
                        "h060 Content-Length: 5 5\r\n",
                        "h060 Content-Length: 99999999999999999999\r\n",
                        "h062 Transfer-Encoding: identity\r\n",
                        "h062 Transfer-Encoding: gzip, chunked\r\n",
                        "h062 Transfer-Encoding: chunked, chunked\r\n",
                        "h062 Transfer-Encoding: chunked;x=1\r\n",
                        "h062 Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                        "h062 Transfer-Encoding: \u000bchunked\r\n",
                        "h067 X: a\nY: b\r\n",
                        "h067 X: a\rY: b\r\n",
                        "h067 X: \"a\rb\"\r\n",
                        "h067 X: \"a\r\nb\"\r\n",
                        "h071 X : a\r\n",
                        "h071 : a\r\n",
                        "h071 X\u0000: a\r\n",
                        "h071 X\u007f: a\r\n",
                        "h071 X\u00e9: a\r\n",
                        "h071 X(: a\r\n",
                        "h071 X[: a\r\n",
                        "h071 X\tY: a\r\n",
                        "h071 no colon at all\r\n",
                        "h070 Host: other\r\n",
                        "h070 Host: gw\r\n")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("malformedHeaderBlocks")
    void refusesMalformedHeaderBlock(String rowAndBlock) throws Exception {
        String block = rowAndBlock.substring(5);
        refused(RAW_LINE + HEAD + block + "\r\nhello");
        refused(ENVELOPE_LINE + HEAD + block + "\r\nhello");
        refused("GET /api/v1/anything HTTP/1.1\r\n" + HEAD + block + "\r\nhello");
    }

    @Test
    void h070RefusesMissingOrEmptyHost() throws Exception {
        refused(RAW_LINE + GatewayFixture.LOGIN + "\r\n");
        refused(RAW_LINE + "Host:\r\n" + GatewayFixture.LOGIN + "\r\n");
        refused(RAW_LINE + "Host: a@b\r\n" + GatewayFixture.LOGIN + "\r\n");
        refused(RAW_LINE + "Host: a/b\r\n" + GatewayFixture.LOGIN + "\r\n");
    }

    @Test
    void h072RefusesControlCharactersInValues() throws Exception {
        for (int c = 0; c < 0x20; c++) {
            if (c != '\t') {
                refused(RAW_LINE + HEAD + "X: a" + (char) c + "b\r\n\r\n");
            }
        }
        refused(RAW_LINE + HEAD + "X: a\u007fb\r\n\r\n");
        for (int c = 0; c < 0x20; c++) {
            String escaped = String.format("\\u%04x", c);
            HttpMessage answer = cases.envelopeGet("\"X\":\"a" + escaped + "b\"");
            assertThat(answer.status()).as(escaped).isEqualTo(c == '\t' ? 200 : 400);
        }
        assertThat(cases.envelopeGet("\"X\":\"a\u007fb\"").text()).contains("\"invalid_header\"");
        assertThat(cases.upstream.requests()).hasSize(1);
    }

    @Test
    void h063RefusesChunkedInHttp10() throws Exception {
        refused(RAW_LINE.replace("HTTP/1.1", "HTTP/1.0") + HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        refused(ENVELOPE_LINE.replace("HTTP/1.1", "HTTP/1.0") + HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h064 0x5\r\nhello\r\n0\r\n\r\n",
                "h064 -5\r\nhello\r\n0\r\n\r\n",
                "h064 00000000000000005\r\nhello\r\n0\r\n\r\nSMUGGLED",
                "h064 fffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "h064 +5\r\nhello\r\n0\r\n\r\n",
                "h064 1_0\r\nhello\r\n0\r\n\r\n",
                "h064 \r\nhello\r\n0\r\n\r\n",
                "h064 g\r\nhello\r\n0\r\n\r\n",
                "h065 5;a=b\nc\r\nhello\r\n0\r\n\r\n",
                "h065 5\nhello\r\n0\r\n\r\n",
                "h066 4\r\nhello\r\n0\r\n\r\n",
                "h066 5\r\nhelloX\r\n0\r\n\r\n",
                "h066 6\r\nhello\r\n0\r\n\r\n",
                "h067 5\r\nhello\n0\r\n\r\n",
                "h067 5\r\nhello\r\n0\n\n"
            })
    void malformedChunksAreRefusedAndClosed(String rowAndBody) throws Exception {
        String body = rowAndBody.substring(5);
        if (body.startsWith("0000")) {
            // Leading zeros are valid (RFC 9112 7.1); what follows the last chunk is another request, and no valid one.
            ProxyCases.Outcome outcome = cases.send(RAW_LINE + HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body);
            assertThat(outcome.answers().get(0).status()).isEqualTo(200);
            assertThat(cases.upstream.requests()).hasSize(1);
            return;
        }
        for (String line : List.of(RAW_LINE, ENVELOPE_LINE)) {
            ProxyCases.Outcome outcome = cases.send(line + HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body);
            assertThat(outcome.closed()).isTrue();
            assertThat(outcome.answers()).hasSize(1);
            assertThat(outcome.answers().get(0).status()).isEqualTo(400);
            assertThat(cases.gate.rows.size()).isLessThanOrEqualTo(1);
        }
        // Whatever part was streamed already never became a whole request.
        assertThat(cases.upstream.requests()).isEmpty();
    }

    @Test
    void h065LongChunkExtensionIsRefusedAndQuotesAreDropped() throws Exception {
        String start = RAW_LINE + HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        ProxyCases.Outcome big = cases.send(start + "5;a=" + "b".repeat(1 << 20) + "\r\nhello\r\n0\r\n\r\n");
        assertThat(big.closed()).isTrue();
        assertThat(cases.upstream.requests()).isEmpty();

        ProxyCases.Outcome quoted = cases.send(start + "5;a=\"b\"\r\nhello\r\n0\r\n\r\n");
        assertThat(quoted.answers().get(0).status()).isEqualTo(200);
        assertThat(cases.upstream.requests().get(0).text()).isEqualTo("hello");
        assertThat(cases.upstream.received()).doesNotContain("a=\"b\"");
    }

    @Test
    void h068MissingEndNeverRunsASecondRequest() throws Exception {
        String chunked = RAW_LINE + HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
        // The last CRLF is missing: the next line is read as a trailer and the message is not complete.
        cases.send(chunked + "GET /SMUGGLED HTTP/1.1\r\nHost: gw\r\n");
        cases.send(chunked + "\r\nSMUGGLED");
        cases.send(RAW_LINE + HEAD + "Content-Length: 5\r\n\r\nhelloSMUGGLED");
        cases.send(ENVELOPE_LINE + HEAD + "Content-Length: " + JSON.length() + "\r\n\r\n" + JSON + "SMUGGLED");

        assertThat(cases.upstream.received()).doesNotContain("SMUGGLED");
        assertThat(cases.upstream.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h073 GET  %s/x HTTP/1.1",
                "h073 GET %s/x  HTTP/1.1",
                "h073 GET\t%s/x HTTP/1.1",
                "h073 GET %s/x\tHTTP/1.1",
                "h073 GET\r%s/x HTTP/1.1",
                "h073  GET %s/x HTTP/1.1",
                "h073 GET http://other.test%s/x HTTP/1.1",
                "h073 GET other.test:443 HTTP/1.1",
                "h073 OPTIONS * HTTP/1.1",
                "h073 GET %s/x",
                "h073 GET %s/x HTTP/1.2",
                "h073 GET %s/x HTTP/2.0",
                "h073 GET %s/x HTTP/1.1 ",
                "h073 GET %s/x http/1.1",
                "h074 GET %s/x#fragment HTTP/1.1",
                "h074 GET %s/\u00e9 HTTP/1.1",
                "h074 GET %s/\u0000 HTTP/1.1"
            })
    void malformedRequestLineIsRefused(String rowAndLine) throws Exception {
        for (String path : List.of(GatewayFixture.RAW, GatewayFixture.ENVELOPE)) {
            refused(rowAndLine.substring(5).replace("%s", path) + "\r\n" + HEAD + "\r\n");
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "h075, get, 200",
        "h075, CONNECT, 405",
        "h075, TRACE, 405",
        "h075, PRI, 200",
        "h075, PROPFIND, 200",
        "h075, 'M!#$%&*+-.^_`|~0', 200",
        "h075, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 200",
        "h075, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 400"
    })
    void methodsOfTheRawForm(String row, String method, int status) throws Exception {
        HttpMessage answer = cases.gateway.call(ProxyCases.raw(method, "/x", "", ""));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(cases.upstream.requests().get(0).startLine()).isEqualTo(method + " /x HTTP/1.1");
        } else {
            assertThat(cases.upstream.connections()).isEmpty();
        }
        if (status == 405) {
            assertThat(answer.first("Allow")).contains("GET").doesNotContain("TRACE");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"get", "CONNECT", "TRACE", "PRI", "PROPFIND", ""})
    void h075MethodsOfTheEnvelope(String method) throws Exception {
        HttpMessage answer = cases.envelope("{\"url\":\"/x\",\"method\":\"" + method + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(cases.upstream.connections()).isEmpty();
    }

    @Test
    void h075HugeMethodIsRefused() throws Exception {
        ProxyCases.Outcome outcome = cases.send(ProxyCases.raw("A".repeat(1_024), "/x", "", ""));

        assertThat(outcome.answers().get(0).status()).isEqualTo(400);
        assertThat(cases.upstream.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "POST", "OPTIONS"})
    void h076BodiesAreForwardedWhole(String method) throws Exception {
        String again = ProxyCases.raw("GET", "/after", "", "");
        cases.send(ProxyCases.raw(method, "/x", "Content-Length: 5\r\n", "hello") + again);
        cases.send(ProxyCases.raw(method, "/x", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n") + again);
        cases.envelope("{\"url\":\"/x\",\"method\":\"" + method + "\",\"body_raw\":\"aGVsbG8=\"}");

        assertThat(cases.upstream.requests()).hasSize(5);
        assertThat(cases.upstream.requests().get(0).text()).isEqualTo("hello");
        assertThat(cases.upstream.requests().get(1).target()).isEqualTo("/after");
        assertThat(cases.upstream.requests().get(2).text()).isEqualTo("hello");
        assertThat(cases.upstream.requests().get(3).target()).isEqualTo("/after");
        assertThat(cases.upstream.requests().get(4).text()).isEqualTo("hello");
    }

    @Test
    void h076HeadWithBodyIsForwardedWhole() throws Exception {
        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("HEAD", "/x", "Content-Length: 5\r\n", "hello"));
            HttpMessage answer = client.answerToHead();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.first("Content-Length")).isEqualTo("2");
        }
        assertThat(cases.upstream.requests().get(0).text()).isEqualTo("hello");
    }

    @Test
    void h077PipelinedRequestsAreAnsweredInOrder() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            all.append(
                    i % 2 == 0
                            ? ProxyCases.raw("GET", "/" + i, "", "")
                            : ProxyCases.envelopeRequest("{\"url\":\"/" + i + "\",\"method\":\"GET\"}", ""));
        }
        Set<String> ids = new java.util.HashSet<>();
        try (RawClient client = cases.gateway.connect()) {
            client.send(all.toString());
            for (int i = 0; i < 100; i++) {
                HttpMessage answer = client.answer();
                assertThat(answer.status()).isEqualTo(200);
                ids.add(answer.first("X-AuthProxy-Request-Id"));
            }
        }
        assertThat(ids).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(cases.upstream.requests().get(i).target()).isEqualTo("/" + i);
            assertThat(cases.upstream.requests().get(i).all("Authorization")).containsExactly(FakeGate.SECRET);
            cases.gate.row();
        }
        assertThat(cases.gate.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/x\\r\\nX: y", "/x\\nX", "/x?a=\\r\\n", "/x\\u0000", "https://api.example.test/x\\r\\nHost: b"})
    void h080LineEndsInTheUrlAreRefused(String url) throws Exception {
        HttpMessage answer = cases.envelope("{\"url\":\"" + url + "\",\"method\":\"GET\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"invalid_url\"");
        assertThat(cases.envelopeGet("\"X\":\"a\\r\\nY: b\"").text()).contains("\"invalid_header\"");
        assertThat(cases.upstream.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%0d%0ab",
                "/a%0Ab",
                "/a%00b",
                "/..;/a",
                "/a/..;x=y/b",
                "/%2e%2e%2fa",
                "/a/%2E./b",
                "/a/..",
                "/./a",
                "/a/.",
                "/a\\b",
                "/a/..%5cb",
                "/a/%2e",
                "/..%2fa"
            })
    void h081AmbiguousPathsAreRefused(String path) throws Exception {
        ProxyCases.Outcome raw = cases.send(ProxyCases.raw("GET", path, "", ""));
        HttpMessage envelope = cases.envelope(
                "{\"url\":\"https://api.example.test" + path.replace("\\", "\\\\") + "\",\"method\":\"GET\"}");

        assertThat(raw.answers().get(0).status()).isEqualTo(400);
        assertThat(envelope.status()).isEqualTo(400);
        assertThat(cases.upstream.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//a",
                "/a//b",
                "/a;x=y/b",
                "/a%2Fb",
                "/...",
                "/.a/b..",
                "/a%20b",
                "/a?x=../..",
                "/a?%0d%0a",
                "/a%ff",
                "/a%zz",
                "/~a!$&'()*+,=:@b"
            })
    void h081OtherPathsPassUnchanged(String path) throws Exception {
        assertThat(cases.gateway.get(path).status()).isEqualTo(200);
        assertThat(cases.upstream.requests().get(0).target()).isEqualTo(path);
        cases.envelope("{\"url\":\"https://api.example.test" + path + "\",\"method\":\"GET\"}");
        assertThat(cases.upstream.requests().get(1).target()).isEqualTo(path);
        assertThat(cases.gate.seenTargets).contains(path);
    }

    @Test
    void obsFoldBecomesOneCleanLine() throws Exception {
        cases.rawGet("X: a\r\n  b\r\n\tc\r\n");

        assertThat(cases.upstream.requests().get(0).all("X")).containsExactly("a b c");
    }

    @Test
    void oversizeHeaderBlockIsRefused() throws Exception {
        ProxyCases.Outcome outcome = cases.send(RAW_LINE + HEAD + "X: " + "a".repeat(70_000) + "\r\n\r\n");

        assertThat(outcome.answers()).hasSize(1);
        assertThat(outcome.answers().get(0).status()).isEqualTo(400);
        assertThat(cases.upstream.requests()).isEmpty();
    }
}
