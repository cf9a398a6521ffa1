package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import net.authproxy.cli.RecordingServer.Call;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RawProxyTests {

    private static final ServiceUrl MARKETPLACE = new ServiceUrl("https://connect.example.test");
    private static final ServiceUrl ADMIN = new ServiceUrl("http://localhost:8082");

    @TempDir
    Path home;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void signsEveryRequestAfreshAndKeepsTheRest() throws Exception {
        try (RecordingServer api = RecordingServer.json(201, "{}");
                RawProxy proxy = proxy(api.url(), false)) {
            HttpRequest request = request(proxy, "/api/v1/x%2Fy?q=a%20b&q=c")
                    .header("Authorization", "Bearer stale")
                    .header("X-Many", "1")
                    .header("X-Many", "2")
                    .header("X-XSRF-TOKEN", "t")
                    .header("Cookie", "a=b")
                    .POST(HttpRequest.BodyPublishers.ofString("body"))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            Call call = api.calls.getFirst();
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.target()).isEqualTo("/api/v1/x%2Fy?q=a%20b&q=c");
            assertThat(call.body()).isEqualTo("body");
            assertThat(call.headers().get("X-Many")).containsExactly("1", "2");
            assertThat(call.headers().get("Cookie")).containsExactly("a=b");
            assertThat(call.headers().get("Content-Length")).containsExactly("4");
            JwtClaims claims = CompactJws.parse(call.token()).claims();
            assertThat(claims.subject()).contains("bob");
            assertThat(claims.expiresAt()).contains(TerminalHarness.NOW.plusSeconds(300));
            assertThat(api.calls.get(1).token()).isNotEqualTo(call.token());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "PATCH"})
    void passesEveryMethodAndStatus(String method) throws Exception {
        for (int status : new int[] {200, 204, 302, 304, 404, 503}) {
            try (RecordingServer api = new RecordingServer((exchange, call) -> {
                        exchange.getResponseHeaders().set("Location", "https://elsewhere.test/");
                        exchange.sendResponseHeaders(status, -1);
                    });
                    RawProxy proxy = proxy(api.url(), false)) {
                HttpResponse<String> response = client.send(
                        request(proxy, "/x")
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(status);
                assertThat(response.headers().firstValue("Location")).contains("https://elsewhere.test/");
                assertThat(api.calls.getFirst().method()).isEqualTo(method);
            }
        }
    }

    @Test
    void passesEventsOnAsTheyHappen() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (RecordingServer api = new RecordingServer((exchange, call) -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    out.write("one\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    await(first);
                    out.write("two\n".getBytes(StandardCharsets.UTF_8));
                });
                RawProxy proxy = proxy(api.url(), false)) {
            HttpResponse<InputStream> response =
                    client.send(request(proxy, "/events").build(), BodyHandlers.ofInputStream());
            byte[] event = response.body().readNBytes(4);
            first.countDown();

            assertThat(event).asString(StandardCharsets.UTF_8).isEqualTo("one\n");
            assertThat(response.body().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("two\n");
        }
    }

    @Test
    void passesACutAnswerOnAsACut() throws Exception {
        try (RecordingServer api = new RecordingServer((exchange, call) -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write(new byte[50]);
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                });
                RawProxy proxy = proxy(api.url(), false)) {
            HttpRequest request = request(proxy, "/x").build();

            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhenTheServerIsAway() throws Exception {
        try (RawProxy proxy = proxy("http://127.0.0.1:1", false)) {
            HttpResponse<String> response = client.send(request(proxy, "/x").build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).isEqualTo("cannot reach http://127.0.0.1:1\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Host: evil.test, 421",
        "Host: 127.0.0.1.evil.test:8888, 421",
        "Host: LOCALHOST:1, 200",
        "Host: [::1]:9, 200",
        "Origin: https://evil.test, 403",
        "Origin: null, 403",
        "Origin: http://localhost:5173, 200",
        "Origin: https://connect.example.test, 200",
        "Origin: https://connect.example.test:444, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "X-None: x, 200",
    })
    void signsNothingForForeignPages(String header, int status) throws Exception {
        try (RecordingServer api = RecordingServer.json(200, "{}");
                RawProxy proxy = proxy(api.url(), false)) {
            String host = header.startsWith("Host:") ? "" : "Host: 127.0.0.1\r\n";

            String answer = raw(proxy, "GET /x HTTP/1.1\r\n" + host + header + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(api.calls).hasSize(status == 200 ? 1 : 0);
        }
    }

    @Test
    void dropsHopByHopHeadersAndThoseTheConnectionNames() throws Exception {
        try (RecordingServer api = RecordingServer.json(200, "{}");
                RawProxy proxy = proxy(api.url(), false)) {
            raw(
                    proxy,
                    "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nConnection: X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\n"
                            + "Proxy-Authorization: a\r\nX-End: 2\r\n\r\n");

            assertThat(api.calls.getFirst().headers())
                    .containsKey("X-End")
                    .doesNotContainKeys("X-Hop", "TE", "Proxy-Authorization");
        }
    }

    @Test
    void signsABrowserInWithASingleUseToken() throws Exception {
        try (RawProxy proxy = proxy("http://127.0.0.1:1", true)) {
            HttpResponse<String> response =
                    login(proxy, "return_to=https%3A%2F%2Fconnect.example.test%2Fa%3Fb%3Dc%23d");

            assertThat(response.statusCode()).isEqualTo(302);
            String location = response.headers().firstValue("Location").orElseThrow();
            assertThat(location)
                    .startsWith("https://connect.example.test/a?b=c&auth_token=")
                    .endsWith("#d");
            JwtClaims claims = CompactJws.parse(location.replaceAll(".*auth_token=|#d", ""))
                    .claims();
            assertThat(claims.audience()).containsExactly("public");
            assertThat(claims.nonce()).isPresent();
            assertThat(claims.expiresAt()).contains(TerminalHarness.NOW.plusSeconds(60));
            String admin = login(proxy, "return_to=http%3A%2F%2Flocalhost%3A8082")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(admin).startsWith("http://localhost:8082?auth_token=");
            assertThat(CompactJws.parse(admin.replaceAll(".*auth_token=", ""))
                            .claims()
                            .audience())
                    .containsExactly("admin-api");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "return_to=",
                "return_to=%2Fpath",
                "return_to=%2F%2Fconnect.example.test",
                "return_to=https%3A%2F%2Fevil.test",
                "return_to=https%3A%2F%2Fconnect.example.test.evil.test",
                "return_to=https%3A%2F%2Fconnect.example.test%40evil.test",
                "return_to=https%3A%2F%2Fu%40connect.example.test",
                "return_to=https%3A%2F%2Fconnect.example.test%5C%40evil.test",
                "return_to=https%3A%2F%2Fconnect.example.test%0d%0aX:y",
                "return_to=http%3A%2F%2Fconnect.example.test",
                "return_to=https%3A%2F%2Fconnect.example.test%3A444",
                "return_to=javascript%3Aalert(1)",
                "return_to=https%3A%2F%2Fconnect.example.test&return_to=https%3A%2F%2Fevil.test",
                "return_to=%zz",
            })
    void redirectsToOurOwnPagesOnly(String query) throws Exception {
        try (RawProxy proxy = proxy("http://127.0.0.1:1", true)) {
            String answer = raw(
                    proxy,
                    "GET /login-redirect?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("auth_token")
                    .doesNotContain("Location");
        }
    }

    @Test
    void leavesTheLoginPathToTheServerUnlessAsked() throws Exception {
        try (RecordingServer api = RecordingServer.json(200, "{}");
                RawProxy proxy = proxy(api.url(), false)) {
            assertThat(login(proxy, "return_to=https%3A%2F%2Fconnect.example.test")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(api.calls).hasSize(1);
        }
    }

    @Test
    void runsUntilItIsInterrupted() throws Exception {
        TerminalHarness terminal = new TerminalHarness(home);
        terminal.config("admin_username: bob\nadmin_private_key_path: " + terminal.key("ed25519.openssh") + "\n");
        StringWriter out = new StringWriter();
        CountDownLatch announced = new CountDownLatch(1);
        PrintWriter printer = new PrintWriter(out) {
            @Override
            public void flush() {
                announced.countDown();
            }
        };
        CliContext context = terminal.context(printer, new PrintWriter(new StringWriter()));
        int[] status = {-1};
        Thread command = Thread.ofPlatform()
                .start(() -> status[0] = CommandTree.run(context, "raw-proxy", "--proxyTo=api", "--port=0", "-o=json"));
        await(announced);
        URI address = URI.create(
                JsonMapper.shared().readTree(out.toString()).path("listening").asString());
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address.resolve("/login-redirect"))
                        .header("Origin", "null")
                        .build(),
                BodyHandlers.ofString());
        command.interrupt();
        command.join();

        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(status[0]).isZero();
    }

    @Test
    void speaksHttpsWithAnOwnCertificate() throws Exception {
        TerminalHarness terminal = new TerminalHarness(home);
        Path certificate = terminal.key("tls.cert.pem");
        SSLContext tls = TlsFiles.load(certificate, terminal.key("tls.key.pem"));
        try (RecordingServer api = RecordingServer.json(200, "{}");
                RawProxy proxy = proxy(api.url(), false, tls);
                HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(trusting(certificate))
                        .build()) {
            HttpResponse<String> response = trusting.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port() + "/x"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(api.calls.getFirst().target()).isEqualTo("/x");
        }
        assertThatThrownBy(() -> TlsFiles.load(certificate, certificate)).isInstanceOf(CliException.class);
    }

    @Test
    void refusesWrongUse() {
        TerminalHarness terminal = new TerminalHarness(home);
        terminal.config("admin_username: bob\nadmin_private_key_path: " + terminal.key("ed25519.openssh") + "\n");
        for (String[] command : List.of(
                new String[] {"raw-proxy"},
                new String[] {"raw-proxy", "--proxyTo=nothing"},
                new String[] {"raw-proxy", "--proxyTo=api", "--port", "70000"},
                new String[] {"raw-proxy", "--proxyTo=api", "--proto", "ftp"},
                new String[] {"raw-proxy", "--proxyTo=api", "--proto", "https"})) {
            assertThat(terminal.run(command).status()).isEqualTo(2);
        }
    }

    private RawProxy proxy(String target, boolean login) {
        return proxy(target, login, null);
    }

    private RawProxy proxy(String target, boolean login, @Nullable SSLContext tls) {
        TerminalHarness terminal = new TerminalHarness(home);
        TokenSigner signer = new TokenSigner(
                Clock.fixed(TerminalHarness.NOW, ZoneOffset.UTC),
                "bob",
                "root",
                List.of("api"),
                new KeyFiles(terminal.context(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())))
                        .privateKey(terminal.key("ed25519.openssh")));
        LocalGuard guard = new LocalGuard("127.0.0.1", List.of(MARKETPLACE, ADMIN));
        @Nullable LoginRedirect redirect = login ? new LoginRedirect(signer, MARKETPLACE, ADMIN) : null;
        return RawProxy.start(
                new InetSocketAddress("127.0.0.1", 0), tls, guard, new ServiceUrl(target), signer, redirect);
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "tls", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpResponse<String> login(RawProxy proxy, String query) throws Exception {
        return client.send(request(proxy, "/login-redirect?" + query).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(RawProxy proxy, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + target));
    }

    private static String raw(RawProxy proxy, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
