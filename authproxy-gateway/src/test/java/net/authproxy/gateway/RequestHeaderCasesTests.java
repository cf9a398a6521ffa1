package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.HttpMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows h001 to h056 of the proxy cases, request half: what may reach an upstream (contract 9.3). */
class RequestHeaderCasesTests {

    private static ProxyCases cases;

    @BeforeAll
    static void start() {
        cases = ProxyCases.ok();
    }

    @AfterAll
    static void stop() {
        cases.close();
    }

    private static HttpMessage lastSent() {
        List<HttpMessage> sent = cases.upstream.requests();
        return sent.get(sent.size() - 1);
    }

    private static int sentSoFar() {
        return cases.upstream.requests().size();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "h001, Connection, x-mark",
        "h003, Keep-Alive, timeout=x-mark",
        "h005, Proxy-Authenticate, x-mark",
        "h007, Proxy-Authorization, Basic x-mark",
        "h009, Proxy-Connection, x-mark",
        "h011, TE, x-mark",
        "h013, Trailer, x-mark",
        "h017, Upgrade, x-mark",
        "h000, HTTP2-Settings, x-mark"
    })
    void hopByHopHeadersStayHere(String row, String name, String value) throws Exception {
        assertThat(cases.rawGet(name + ": " + value + "\r\n").status()).isEqualTo(200);
        assertThat(lastSent().headers().toString()).doesNotContain("x-mark");

        assertThat(cases.envelopeGet("\"" + name + "\":\"" + value + "\"").status())
                .isEqualTo(200);
        assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
    }

    @Test
    void h015TransferEncodingIsOurOwn() throws Exception {
        int before = sentSoFar();
        assertThat(cases.rawGet("Transfer-Encoding: gzip\r\n").status()).isEqualTo(400);
        assertThat(sentSoFar()).isEqualTo(before);

        cases.envelopeGet("\"Transfer-Encoding\":\"gzip, chunked\"");
        assertThat(lastSent().all("Transfer-Encoding")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "h020, Cookie",
        "h021, Host",
        "h022, Authorization",
        "h023, X-AuthProxy-Label",
        "h024, X-Forwarded-For",
        "h025, X-Real-IP",
        "h026, X-XSRF-TOKEN",
        "h027, Content-Type",
        "h028, Accept"
    })
    void namedByConnectionIsDroppedAndTheCredentialArrives(String row, String name) throws Exception {
        String header = name.equals("Host") || name.equals("Authorization") ? "" : name + ": x-mark\r\n";
        assertThat(cases.rawGet("Connection: close, " + name + "\r\n" + header).status())
                .isEqualTo(200);
        assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
        assertThat(lastSent().all("Authorization")).containsExactly(FakeGate.SECRET);
        assertThat(lastSent().all("Host")).containsExactly("127.0.0.1:" + cases.upstream.port());

        assertThat(cases.envelopeGet("\"Connection\":\"close, " + name + "\",\"" + name + "\":\"x-mark\"")
                        .status())
                .isEqualTo(200);
        assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
        assertThat(lastSent().all("Authorization")).containsExactly(FakeGate.SECRET);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "h030, authorization",
        "h031, AUTHORIZATION",
        "h033, Proxy-Authorization",
        "h034, Cookie",
        "h035, cookie",
        "h036, X-XSRF-TOKEN",
        "h038, X-AuthProxy-Upstream-Hint",
        "h039, X_AuthProxy_Label",
        "h040, X-AuthProxy-Label",
        "h041, Forwarded",
        "h042, X-Forwarded-For",
        "h043, X-Real-IP",
        "h044, X-Original-URL",
        "h045, X-Rewrite-URL",
        "h000, X-Forwarded-Anything"
    })
    void callersOwnHeadersNeverReachUpstream(String row, String name) throws Exception {
        if (!name.equalsIgnoreCase("authorization")) {
            assertThat(cases.rawGet(name + ": k=x-mark\r\n").status()).isEqualTo(200);
            assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
        } else {
            String request =
                    "GET " + GatewayFixture.RAW + "/x HTTP/1.1\r\nHost: gw\r\n" + name + ": Bearer x-mark\r\n\r\n";
            assertThat(cases.gateway.call(request).status()).isEqualTo(200);
            assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
        }
        assertThat(lastSent().all("Authorization")).containsExactly(FakeGate.SECRET);

        cases.envelopeGet("\"" + name + "\":\"k=x-mark\"");
        assertThat(lastSent().headers().toString()).doesNotContain("x-mark");
        assertThat(lastSent().all("Authorization")).containsExactly(FakeGate.SECRET);
    }

    @Test
    void h032TwoAuthorizationsAreRefused() throws Exception {
        int before = sentSoFar();
        assertThat(cases.rawGet("Authorization: Bearer other\r\n").status()).isEqualTo(401);
        assertThat(sentSoFar()).isEqualTo(before);

        cases.envelopeGet("\"Authorization\":\"Bearer a\",\"authorization\":\"Bearer b\"");
        assertThat(lastSent().all("Authorization")).containsExactly(FakeGate.SECRET);
    }

    @Test
    void h037QueryTokenNeverReachesUpstream() throws Exception {
        cases.gateway.get("/x?auth_token=x-mark&a=1");
        assertThat(lastSent().startLine()).isEqualTo("GET /x?a=1 HTTP/1.1");

        cases.gateway.call(ProxyCases.envelopeRequest("{\"url\":\"/x\",\"method\":\"GET\"}", "")
                .replace("/_proxy HTTP", "/_proxy?auth_token=x-mark HTTP"));
        assertThat(lastSent().startLine()).isEqualTo("GET /x HTTP/1.1");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "h046, X-HTTP-Method-Override, DELETE",
        "h049, Range, bytes=0-1",
        "h050, If-None-Match, W/\"a\"",
        "h051, Accept-Encoding, br;q=0.5",
        "h052, traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "h053, Idempotency-Key, k1",
        "h000, X-Correlation-Id, c1"
    })
    void everythingElsePasses(String row, String name, String value) throws Exception {
        cases.rawGet(name + ": " + value + "\r\n" + name + ": second\r\n");
        assertThat(lastSent().all(name)).containsExactly(value, "second");

        cases.envelopeGet("\"" + name + "\":\"" + value.replace("\"", "\\\"") + "\"");
        assertThat(lastSent().all(name)).containsExactly(value);
    }

    @Test
    void h048ExpectIsAnsweredHereAndNotPassed() throws Exception {
        cases.envelopeGet("\"Expect\":\"100-continue\"");
        assertThat(lastSent().all("Expect")).isEmpty();
        // The raw form: RawProxyTests.answersExpectLocally
        cases.rawGet("Expect: 100-continue\r\n");
        assertThat(lastSent().all("Expect")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?api_key=a&api_key=b&x=1", "?%61pi_key=a&x=1", "?x=1&api%5Fkey=a"})
    void h054InjectedParameterIsTheOnlyOne(String query) throws Exception {
        cases.gate.credential = request ->
                request.setTarget(SecretString.of(QueryNames.without(request.target(), "api_key") + "&api_key=stored"));
        try {
            cases.gateway.get("/x" + query);
            assertThat(lastSent().target()).isEqualTo("/x?x=1&api_key=stored");
            cases.envelope("{\"url\":\"https://api.example.test/x" + query + "\",\"method\":\"GET\"}");
            assertThat(lastSent().target()).isEqualTo("/x?x=1&api_key=stored");
        } finally {
            cases.gate.credential = bearer();
        }
    }

    @Test
    void h055UserInfoIsRefused() throws Exception {
        int before = sentSoFar();
        HttpMessage raw = cases.gateway.call("GET " + GatewayFixture.RAW + " HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "X-AuthProxy-Upstream-URL: https://user:pass@api.example.test/x\r\n\r\n");
        HttpMessage envelope = cases.envelope("{\"url\":\"https://user:pass@api.example.test/x\",\"method\":\"GET\"}");

        assertThat(raw.status()).isEqualTo(400);
        assertThat(envelope.status()).isEqualTo(400);
        assertThat(sentSoFar()).isEqualTo(before);
    }

    @Test
    void h056InjectedCookieIsTheOnlyOne() throws Exception {
        cases.gate.credential = request -> {
            request.removeHeader("Cookie");
            request.setHeader("Cookie", SecretString.of("session=stored"));
        };
        try {
            cases.rawGet("Cookie: session=caller\r\nCookie: a=b\r\n");
            assertThat(lastSent().all("Cookie")).containsExactly("session=stored");
            cases.envelopeGet("\"Cookie\":\"session=caller\",\"cookie\":\"x\"");
            assertThat(lastSent().all("Cookie")).containsExactly("session=stored");
        } finally {
            cases.gate.credential = bearer();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Api-Key", "x-api-key", "X_Api_Key", "X-API_KEY"})
    void everySpellingOfTheInjectedHeaderIsReplaced(String name) throws Exception {
        cases.gate.credential = request -> {
            request.removeHeader("X-Api-Key");
            request.setHeader("X-Api-Key", SecretString.of("stored"));
        };
        try {
            cases.rawGet(name + ": caller\r\n" + name + ": again\r\n");
            assertThat(lastSent().headers().toString()).doesNotContain("caller").doesNotContain("again");
            assertThat(lastSent().all("X-Api-Key")).containsExactly("stored");
            cases.envelopeGet("\"" + name + "\":\"caller\"");
            assertThat(lastSent().headers().toString()).doesNotContain("caller");
        } finally {
            cases.gate.credential = bearer();
        }
    }

    private static java.util.function.Consumer<net.authproxy.core.credential.OutgoingRequest> bearer() {
        return new FakeGate(0).credential;
    }
}
