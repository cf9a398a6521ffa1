package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.proxy.ExchangeOutcome;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.TestCertificate;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that mean harm or break: h093 to h099 of the proxy cases, security goals P3, P6, P9. */
class HostileUpstreamTests {

    private static final String GET = "{\"url\":\"/x\",\"method\":\"GET\"}";
    private static final String[] ANY_TLS = {};

    @TempDir
    private Path folder;

    private ProxyCases cases;

    @AfterEach
    void stop() {
        cases.close();
    }

    private static Decision.Limits times(long connect, long response, long idle, long total) {
        return new Decision.Limits(
                Duration.ofMillis(connect),
                Duration.ofMillis(response),
                Duration.ofMillis(idle),
                Duration.ofMillis(total),
                0,
                0,
                0);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void redirectsAreNeverFollowed(int status) throws Exception {
        try (UpstreamServer trap = UpstreamServer.answering(ProxyCases.OK)) {
            for (String target : List.of(
                    "http://127.0.0.1:" + trap.port() + "/inside",
                    "http://169.254.169.254/latest/meta-data/",
                    "http://api.example.test/",
                    "https://other.example.test/",
                    "//127.0.0.1:" + trap.port() + "/",
                    "https://evil.test/",
                    "gopher://127.0.0.1/",
                    "/relative")) {
                cases = ProxyCases.answering(
                        "HTTP/1.1 " + status + " Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
                HttpMessage raw = cases.rawGet("");
                assertThat(raw.status()).isEqualTo(status);
                assertThat(raw.first("Location")).isEqualTo(target);
                assertThat(cases.envelope(GET).text()).contains("\"status_code\":" + status);
                assertThat(cases.upstream.requests()).hasSize(2);
                cases.close();
            }
            assertThat(trap.connections()).isEmpty();
        }
    }

    @Test
    void h093DangerousHeadersNeverTouchTheBrowserFacingOrigin() throws Exception {
        List<String> names = List.of(
                "Set-Cookie",
                "Set-Cookie2",
                "Content-Security-Policy",
                "Content-Security-Policy-Report-Only",
                "Strict-Transport-Security",
                "Access-Control-Allow-Origin",
                "Access-Control-Allow-Credentials",
                "Access-Control-Expose-Headers",
                "Access-Control-Allow-Headers",
                "Clear-Site-Data",
                "Refresh",
                "Link",
                "Alt-Svc",
                "X-XSRF-TOKEN",
                "X-AuthProxy-Source",
                "X_AuthProxy_Request_Id",
                "X-AuthProxy-Request-Id",
                "Public-Key-Pins",
                "NEL",
                "Report-To",
                "Reporting-Endpoints",
                "Service-Worker-Allowed",
                "SourceMap",
                "Proxy-Authenticate",
                "Expect-CT");
        assertThat(names).hasSize(25);
        StringBuilder lines = new StringBuilder();
        names.forEach(name -> lines.append(name).append(": x-mark\r\n"));
        String answer = "HTTP/1.1 200 OK\r\n" + lines + "Location: https://x.test/\r\nContent-Length: 2\r\n\r\nok";

        cases = new ProxyCases(UpstreamServer.answering(answer), "public");
        HttpMessage raw = cases.rawGet("");
        assertThat(raw.headers().toString()).doesNotContain("x-mark");
        assertThat(raw.all("Content-Security-Policy")).containsExactly("sandbox");
        assertThat(raw.all("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(raw.all("X-AuthProxy-Source")).containsExactly("upstream");
        assertThat(cases.envelope(GET).headers().toString()).doesNotContain("x-mark");
        cases.close();

        cases = ProxyCases.answering(answer);
        HttpMessage onApi = cases.rawGet("");
        for (String name : List.of(
                "Access-Control-Allow-Origin",
                "Alt-Svc",
                "Clear-Site-Data",
                "Strict-Transport-Security",
                "X-XSRF-TOKEN")) {
            assertThat(onApi.all(name)).as(name).isEmpty();
        }
        assertThat(onApi.all("X-AuthProxy-Source")).containsExactly("upstream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void h095BombsPassUnchangedInTheRawForm(String coding) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 40; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        String body = bomb.toString(StandardCharsets.ISO_8859_1);
        cases = ProxyCases.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + coding
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        HttpMessage raw = cases.rawGet("Accept-Encoding: " + coding + "\r\n");
        assertThat(raw.body()).isEqualTo(bomb.toByteArray());
        assertThat(raw.first("Content-Encoding")).isEqualTo(coding);
        HttpMessage envelope = cases.envelope(GET);
        // gzip is decoded, up to the limit; a coding we do not know is passed on as bytes.
        assertThat(envelope.status()).isEqualTo(coding.equals("gzip") ? 502 : 200);
    }

    @Test
    void h097HeadersThatNeverEndMeetTheResponseDeadline() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\nX: ");
            while (true) {
                connection.write("a");
                connection.pause(50);
            }
        }));
        cases.gate.limits = times(2_000, 400, 10_000, 0);

        for (HttpMessage answer : List.of(cases.rawGet(""), cases.envelope(GET))) {
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text()).contains("\"upstream_timeout\"").contains("\"phase\":\"response\"");
            assertThat(cases.gate.row().timedOut()).isTrue();
        }
        assertThat(cases.upstream.connections()).allMatch(HostileUpstreamTests::ended);
    }

    @Test
    void h097SilentBodyMeetsTheIdleDeadlineAndAnEndlessOneTheTotal() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            boolean endless = connection.request().target().equals("/endless");
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin");
            while (endless) {
                connection.write("a");
                connection.pause(20);
            }
            connection.in().read();
        }));

        cases.gate.limits = times(2_000, 2_000, 300, 0);
        assertThat(cases.gateway.get("/silent").complete()).isFalse();
        assertThat(cases.gate.row().timedOut()).isTrue();
        cases.gate.limits = times(2_000, 2_000, 5_000, 500);
        assertThat(cases.gateway.get("/endless").complete()).isFalse();
        assertThat(cases.gate.row().timedOut()).isTrue();
    }

    @Test
    void h097OtherCallersAreUnaffectedByStuckOnes() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            while (true) {
                if (connection.request().target().equals("/stuck")) {
                    connection.in().read();
                }
                connection.write(ProxyCases.OK);
            }
        }));
        List<RawClient> stuck = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> cases.gateway.connect())
                .toList();
        for (RawClient client : stuck) {
            client.send(ProxyCases.raw("GET", "/stuck", "", ""));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(cases.gateway.get("/fine").status()).isEqualTo(200);
        }
        stuck.forEach(RawClient::close);
    }

    @Test
    void h098RefusedConnection() throws Exception {
        cases = ProxyCases.ok();
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cases.gate.port = closed.getLocalPort();
        }

        for (HttpMessage answer : List.of(cases.rawGet(""), cases.envelope(GET))) {
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).contains("\"upstream_unreachable\"");
            ExchangeOutcome row = cases.gate.row();
            assertThat(row.attempts()).isZero();
            assertThat(row.error()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
        }
        assertThat(cases.gate.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    void h098ResetAtEachPoint(String before) throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write(before);
            if (!before.isEmpty()) {
                connection.pause(100);
            }
            connection.reset();
        }));

        HttpMessage raw = cases.rawGet("");
        assertThat(raw.status() == 502 || !raw.complete()).isTrue();
        assertThat(cases.gate.row().error()).isNotNull();
        assertThat(cases.envelope(GET).status()).isEqualTo(502);
        assertThat(cases.gate.row().error()).isNotNull();
        assertThat(cases.gate.rows).isEmpty();
        assertThat(cases.upstream.requests()).hasSize(2);
    }

    private void tls(TestCertificate certificate, String host, String[] versions, Path bundle) {
        UpstreamServer server = UpstreamServer.scriptedTls(certificate.serverContext(), versions, connection -> {
            while (connection.request() != null) {
                connection.write(ProxyCases.OK);
            }
        });
        UpstreamOptions options = bundle == null
                ? UpstreamOptions.defaults()
                : UpstreamOptions.defaults().withCaBundle(bundle);
        cases = new ProxyCases(server, "api", options);
        cases.gate.tls = true;
        cases.gate.host = host;
    }

    @Test
    void h099TrustedNameAndVersionWork() throws Exception {
        TestCertificate certificate = TestCertificate.forName(folder, "api.example.test");
        tls(certificate, "api.example.test", ANY_TLS, certificate.writeTo(folder.resolve("ca.pem")));

        assertThat(cases.rawGet("").status()).isEqualTo(200);
        assertThat(cases.envelope(GET).text()).contains("\"status_code\":200");
        assertThat(cases.upstream.requests().get(0).first("Host"))
                .isEqualTo("api.example.test:" + cases.upstream.port());
        assertThat(cases.upstream.connections()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void h099AddressLiteralsAreCheckedAgainstTheCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.forName(folder, "ip:127.0.0.1");
        tls(certificate, "127.0.0.1", ANY_TLS, certificate.writeTo(folder.resolve("ca.pem")));
        assertThat(cases.rawGet("").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "wrong name", "self-signed", "TLSv1.1", "no TLS at all"})
    void h099BadTlsSendsNoCredential(String fault) throws Exception {
        TestCertificate certificate = switch (fault) {
            case "expired" -> TestCertificate.expired(folder, "api.example.test");
            case "wrong name" -> TestCertificate.forName(folder, "other.example.test");
            default -> TestCertificate.forName(folder, "api.example.test");
        };
        Path bundle = fault.equals("self-signed") ? null : certificate.writeTo(folder.resolve("ca.pem"));
        if (fault.equals("no TLS at all")) {
            cases = ProxyCases.ok();
            cases.gate.tls = true;
        } else {
            tls(certificate, "api.example.test", fault.equals("TLSv1.1") ? new String[] {"TLSv1.1"} : ANY_TLS, bundle);
        }
        cases.gate.limits = times(1_500, 2_000, 2_000, 0);

        for (HttpMessage answer : List.of(cases.rawGet(""), cases.envelope(GET))) {
            assertThat(answer.status()).isIn(502, 504);
            assertThat(answer.text()).containsAnyOf("\"upstream_tls\"", "\"phase\":\"connect\"");
            assertThat(cases.gate.row().status()).isZero();
        }
        assertThat(cases.upstream.requests()).isEmpty();
        assertThat(cases.upstream.received()).doesNotContain("stored-secret").doesNotContain("HTTP/1.1");
    }

    @Test
    void connectDeadlineCoversASilentHandshake() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            while (connection.in().read() >= 0) {
                continue;
            }
        }));
        cases.gate.tls = true;
        cases.gate.limits = times(400, 5_000, 5_000, 0);

        HttpMessage answer = cases.rawGet("");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.text()).contains("\"phase\":\"connect\"");
    }

    @Test
    void answersOverTheConnectorsLimitAreRefusedOrCut() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            while (true) {
                boolean chunked = connection.request().target().equals("/chunked");
                connection.write(
                        chunked
                                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "5\r\nhello\r\n".repeat(100)
                                        + "0\r\n\r\n"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + "hello".repeat(100));
            }
        }));
        cases.gate.limits = new Decision.Limits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 10, 100, 0);

        HttpMessage known = cases.gateway.get("/length");
        HttpMessage unknown = cases.gateway.get("/chunked");
        HttpMessage envelope = cases.envelope("{\"url\":\"/chunked\",\"method\":\"GET\"}");
        HttpMessage big = cases.gateway.call(ProxyCases.raw("POST", "/x", "Content-Length: 11\r\n", "hello hello"));
        HttpMessage grows = cases.gateway.call(
                ProxyCases.raw("POST", "/x", "Transfer-Encoding: chunked\r\n", "b\r\nhello hello\r\n0\r\n\r\n"));

        assertThat(known.status()).isEqualTo(502);
        assertThat(known.text()).contains("\"upstream_response_too_large\"");
        assertThat(unknown.status() == 502 || !unknown.complete()).isTrue();
        assertThat(envelope.status()).isEqualTo(502);
        assertThat(big.status()).isEqualTo(413);
        assertThat(grows.status()).isEqualTo(413);
        for (int i = 0; i < 5; i++) {
            assertThat(cases.gate.row().error()).isNotNull();
        }
    }

    private static boolean ended(UpstreamServer.Connection connection) {
        try {
            return connection.endedWithin(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
