package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboundTlsTests {

    private static final OutboundRequest GET = OutboundRequest.of("GET", "/").withHeader("Authorization", "Bearer t");

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static TestCertificates certificates;

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        certificates = TestCertificates.forName(folder, "dns:api.vendor.test,ip:127.0.0.1,ip:::1");
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void trustsRootsOfTheBundleAndSendsTheNameAsSni() throws Exception {
        int port = serve("TLSv1.3");

        assertThat(send(bundle(), "api.vendor.test", port).status()).isEqualTo(204);
        assertThat(seen).containsExactly("sni=api.vendor.test host=api.vendor.test:" + port);
    }

    @Test
    void verifiesAddressLiteralByItsCertificate() throws Exception {
        int port = serve("TLSv1.2");

        assertThat(send(bundle(), "127.0.0.1", port).status()).isEqualTo(204);
        assertThat(send(bundle(), "::1", port).status()).isEqualTo(204);
    }

    @Test
    void sendsNothingToUntrustedCertificate() throws Exception {
        int port = serve("TLSv1.3");

        assertThat(failure(null, "api.vendor.test", port)).isEqualTo(ErrorCode.UPSTREAM_TLS);
        assertThat(seen).isEmpty();
    }

    @Test
    void sendsNothingToCertificateOfAnotherHost() throws Exception {
        int port = serve("TLSv1.3");

        assertThat(failure(bundle(), "other.test", port)).isEqualTo(ErrorCode.UPSTREAM_TLS);
        assertThat(failure(bundle(), "127.0.0.2", port)).isEqualTo(ErrorCode.UPSTREAM_TLS);
        assertThat(seen).isEmpty();
    }

    @Test
    void refusesTlsOlderThanOneTwo() throws Exception {
        int port = serve("TLSv1.1");

        assertThat(failure(bundle(), "api.vendor.test", port)).isEqualTo(ErrorCode.UPSTREAM_TLS);
        assertThat(seen).isEmpty();
    }

    @Test
    void reportsUpstreamThatSpeaksNoTls() {
        try (ScriptedUpstream plain = new ScriptedUpstream(
                InetAddress.getLoopbackAddress(), new byte[] {'H', 'T', 'T', 'P'}, ScriptedUpstream.Then.GREET)) {
            assertThat(failure(bundle(), "api.vendor.test", plain.port())).isEqualTo(ErrorCode.UPSTREAM_TLS);
        }
    }

    @Test
    void refusesBundleThatIsNoneAtStart() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        for (String file :
                List.of(folder.resolve("absent.pem").toString(), empty.toString(), broken.toString(), "\0")) {
            AuthProxyException refusal =
                    catchThrowableOfType(AuthProxyException.class, () -> new OutboundHttpClient(vertx, file, 1));

            assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
            assertThat(refusal.fields()).extracting("path").containsExactly("outbound.ca_bundle");
        }
    }

    private static String bundle() {
        return certificates.pem().toString();
    }

    private int serve(String protocol) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setSni(true)
                .setKeyCertOptions(certificates.server())
                .setEnabledSecureTransportProtocols(Set.of(protocol));
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> {
            seen.add("sni=" + request.connection().indicatedServerName() + " host=" + request.getHeader("Host"));
            request.response().setStatusCode(204).end();
        });
        return server.listen().toCompletionStage().toCompletableFuture().get().actualPort();
    }

    private static OutboundResponse send(String bundle, String host, int port) {
        Destination destination = new Destination(true, host, port, IpLiterals.toAddress(new byte[] {127, 0, 0, 1}));
        try (OutboundHttpClient client = new OutboundHttpClient(vertx, bundle, 1)) {
            return client.send(GET.withTimeout(Duration.ofSeconds(10)), destination);
        }
    }

    private static ErrorCode failure(String bundle, String host, int port) {
        return catchThrowableOfType(AuthProxyException.class, () -> send(bundle, host, port))
                .code();
    }
}
