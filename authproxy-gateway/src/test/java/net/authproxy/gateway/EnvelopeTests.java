package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope form (contract 9.1). */
class EnvelopeTests {

    private UpstreamServer upstream;
    private FakeGate gate;
    private GatewayFixture gateway;

    private void answering(String rawAnswer) {
        start(UpstreamServer.answering(rawAnswer));
    }

    private void start(UpstreamServer server) {
        upstream = server;
        gate = new FakeGate(upstream.port());
        gateway = new GatewayFixture(gate);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpMessage post(String json) throws Exception {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return gateway.call("POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String json(String body) {
        return "HTTP/1.1 201 Created\r\nContent-Type: application/json; charset=utf-8\r\nX-A: 1\r\nx-a: 2\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void embedsJsonByteForByte() throws Exception {
        String body = "{\"n\":1.0000000000000000000001, \"a\":1, \"a\":2, \"t\":\"<&>\\u0000\"}";
        answering(json(body));

        HttpMessage answer = post("{\"url\":\"https://api.example.test/v2/x?q=1\",\"method\":\"GET\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.first("X-AuthProxy-Source")).isEqualTo("upstream");
        assertThat(answer.text())
                .isEqualTo("{\"status_code\":201,\"headers\":{\"Content-Length\":\"" + body.length()
                        + "\",\"Content-Type\":\"application/json; charset=utf-8\",\"X-A\":\"1, 2\"},"
                        + "\"body_raw\":null,\"body_json\":" + body + "}");
        assertThat(upstream.requests().get(0).startLine()).isEqualTo("GET /v2/x?q=1 HTTP/1.1");
        assertThat(upstream.requests().get(0).all("Authorization")).containsExactly(FakeGate.SECRET);
        assertThat(gate.row().status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"amount\" : 12.50, \"a\":[1,2 , {}] }",
                "[1, 2,3 ]",
                "\"text \\\" \u00e9\"",
                "-0.5e+10",
                "0",
                "true",
                "false",
                "123456789012345678901234567890.10"
            })
    void sendsBodyJsonAsItStands(String value) throws Exception {
        answering(json("{}"));

        post("{\"method\":\"POST\",\"body_json\": " + value + "  ,\"body_raw\":\"eA==\",\"url\":\"/x\"}");

        HttpMessage sent = upstream.requests().get(0);
        assertThat(sent.text()).isEqualTo(value);
        assertThat(sent.all("Content-Type")).containsExactly("application/json");
        assertThat(sent.all("Content-Length"))
                .containsExactly(Integer.toString(value.getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void sendsRawBodyAndHeaders() throws Exception {
        answering(json("{}"));

        post("{\"url\":\"/x\",\"method\":\"PUT\",\"headers\":{\"X-Trace\":\"a1\",\"content-type\":\"text/plain\"},"
                + "\"body_raw\":\"aGVsbG8=\",\"body_json\":null,\"unknown\":{\"x\":[1]}}");

        HttpMessage sent = upstream.requests().get(0);
        assertThat(sent.text()).isEqualTo("hello");
        assertThat(sent.all("X-Trace")).containsExactly("a1");
        assertThat(sent.all("Content-Type")).containsExactly("text/plain");
    }

    @Test
    void postWithoutBodySaysSo() throws Exception {
        answering(json("{}"));

        post("{\"url\":\"/x\",\"method\":\"POST\"}");

        assertThat(upstream.requests().get(0).all("Content-Length")).containsExactly("0");
    }

    @Test
    void anythingButValidJsonIsBase64() throws Exception {
        answering("HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{a}");

        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"GET\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"status_code\":500").endsWith("\"body_raw\":\"e2F9\",\"body_json\":null}");
    }

    @Test
    void noBodyIsTwoNulls() throws Exception {
        answering("HTTP/1.1 204 No Content\r\n\r\n");

        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"DELETE\"}");

        assertThat(answer.text())
                .isEqualTo("{\"status_code\":204,\"headers\":{},\"body_raw\":null,\"body_json\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void decodesCodings(String coding) throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (var out = coding.equals("gzip") ? new GZIPOutputStream(coded) : new DeflaterOutputStream(coded)) {
            out.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + coding
                + "\r\nContent-Length: " + coded.size() + "\r\n\r\n" + coded.toString(StandardCharsets.ISO_8859_1));

        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"GET\"}");

        assertThat(answer.text())
                .isEqualTo("{\"status_code\":200,\"headers\":{\"Content-Type\":\"application/json\"},"
                        + "\"body_raw\":null,\"body_json\":{\"a\":1}}");
    }

    @Test
    void refusesBombAtTheLimit() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n"
                + bomb.toString(StandardCharsets.ISO_8859_1));
        long before = gateway.buffers.left();

        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"GET\"}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("\"upstream_response_too_large\"");
        assertThat(gate.row().error()).isEqualTo(ErrorCode.UPSTREAM_RESPONSE_TOO_LARGE);
        assertThat(gateway.buffers.left()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"url\":\"/x\",\"url\":\"/y\",\"method\":\"GET\"}",
                "{\"url\":\"/x\",\"method\":\"GET\",\"body_json\":{\"a\":1,\"a\":2}}",
                "{\"url\":\"/x\",\"method\":\"GET\"} {}",
                "\ufeff{\"url\":\"/x\",\"method\":\"GET\"}",
                "{\"url\":\"/x\",\"method\":\"GET\",\"body_json\":01}",
                "{'url':'/x'}"
            })
    void refusesMalformedJson(String text) throws Exception {
        answering(json("{}"));

        HttpMessage answer = post(text);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"malformed_json\"").doesNotContain("jackson");
        assertThat(upstream.connections()).isEmpty();
    }

    @Test
    void refusesDeepJsonAndBrokenUtf8() throws Exception {
        answering(json("{}"));

        String deep = "{\"url\":\"/x\",\"method\":\"GET\",\"body_json\":" + "[".repeat(64) + "]".repeat(64) + "}";
        assertThat(post(deep).text()).contains("\"malformed_json\"");
        HttpMessage broken = gateway.call("POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN
                + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n\"\u00c0\u0080\"");
        assertThat(broken.text()).contains("\"malformed_json\"");
    }

    @Test
    void reportsEveryFinding() throws Exception {
        answering(json("{}"));

        HttpMessage answer = post("{\"method\":\"CONNECT\",\"timeout_ms\":0,\"record\":\"no\",\"headers\":[1]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("\"validation_failed\"")
                .contains("\"path\":\"url\"")
                .contains("\"path\":\"method\"")
                .contains("\"path\":\"timeout_ms\"")
                .contains("\"path\":\"record\"")
                .contains("\"path\":\"headers\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "a:", "\\r\\nX", "\u00e9"})
    void refusesHeaderNamesThatAreNoTokens(String name) throws Exception {
        answering(json("{}"));

        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"GET\",\"headers\":{\"" + name + "\":\"v\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"invalid_header\"");
        assertThat(upstream.connections()).isEmpty();
    }

    @Test
    void refusesWhatIsNoJsonPost() throws Exception {
        answering(json("{}"));
        String head = GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n";

        HttpMessage get = gateway.call("GET " + head + GatewayFixture.LOGIN + "\r\n");
        HttpMessage form = gateway.call("POST " + head + GatewayFixture.LOGIN
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\na=");
        HttpMessage nobody = gateway.call("POST " + head + "Content-Length: 2\r\n\r\n{}");

        assertThat(get.status()).isEqualTo(405);
        assertThat(get.first("Allow")).isEqualTo("POST");
        assertThat(form.status()).isEqualTo(415);
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void refusesBodyOverTheLimitBeforeReadingIt() throws Exception {
        answering(json("{}"));

        HttpMessage answer = gateway.call("POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Content-Type: application/json\r\nContent-Length: " + ((32 << 20) + 1)
                + "\r\n\r\n{");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.first("Connection")).isEqualTo("close");
    }

    @Test
    void usedUpBudgetIsUnavailableAndComesBack() throws Exception {
        answering(json("{\"a\":1}"));
        long left = gateway.buffers.left();
        assertThat(gateway.buffers.take(left)).isTrue();

        HttpMessage refused = post("{\"url\":\"/x\",\"method\":\"GET\"}");
        gateway.buffers.give(left);
        HttpMessage taken = post("{\"url\":\"/x\",\"method\":\"GET\"}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.first("Retry-After")).isEqualTo("5");
        assertThat(taken.status()).isEqualTo(200);
        gate.row();
        assertThat(gateway.buffers.left()).isEqualTo(left);
    }

    @Test
    void rateLimitIsAnEnvelopeToo() throws Exception {
        answering(json("{}"));
        gate.override = request -> new Decision.Refused(
                new AuthProxyException(ErrorCode.RATE_LIMITED, "rate limited").with("retry_after_seconds", 7L),
                gate.rows::add);

        HttpMessage envelope = post("{\"url\":\"/x\",\"method\":\"GET\"}");
        HttpMessage raw = gateway.get("/x");

        assertThat(envelope.status()).isEqualTo(200);
        assertThat(envelope.first("Retry-After")).isEqualTo("7");
        assertThat(envelope.text())
                .contains("\"status_code\":429")
                .contains("\"body_json\":{\"error\":\"rate limited\",\"code\":\"rate_limited\"")
                .contains("\"retry_after_seconds\":7");
        assertThat(raw.status()).isEqualTo(429);
        assertThat(raw.first("Retry-After")).isEqualTo("7");
        assertThat(raw.first("X-Authproxy-Ratelimited")).isEqualTo("true");
    }

    @Test
    void timeoutBoundsTheWholeCall() throws Exception {
        start(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
            connection.in().read();
        }));

        long begin = System.nanoTime();
        HttpMessage answer = post("{\"url\":\"/x\",\"method\":\"GET\",\"timeout_ms\":300}");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.text()).contains("\"upstream_timeout\"").contains("\"phase\":\"total\"");
        assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(250L, 3_000L);
        assertThat(gate.row().timedOut()).isTrue();
    }

    @Test
    void writesCredentialIntoTheBody() throws Exception {
        answering(json("{}"));
        gate.needsBody = true;
        gate.credential = request -> {
            assertThat(request.contentType()).isEqualTo("application/json");
            request.setBody(("{\"key\":\"stored\"," + new String(request.body(), StandardCharsets.UTF_8).substring(1))
                    .getBytes(StandardCharsets.UTF_8));
            request.setTarget(SecretString.of("/changed"));
        };

        post("{\"url\":\"/x\",\"method\":\"POST\",\"body_json\":{\"a\":1}}");

        assertThat(upstream.requests().get(0).target()).isEqualTo("/changed");
        assertThat(upstream.requests().get(0).text()).isEqualTo("{\"key\":\"stored\",\"a\":1}");
    }
}
