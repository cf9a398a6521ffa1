package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An offer to speak HTTP/2 in clear text is declined by an answer in HTTP/1.1 (RFC 9110 7.8); other upgrades are refused. */
class Http2OfferTests {

    private static final String SETTINGS = "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n";

    private UpstreamServer upstream;
    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        upstream = UpstreamServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        gateway = new GatewayFixture(new FakeGate(upstream.port()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    /** Java's client sends the offer with every first request on a clear-text connection. */
    @Test
    void servesTheClientOfTheJdkAsItIs() throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.server.port() + GatewayFixture.RAW + "/a"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer caller-token");

            HttpResponse<String> get = client.send(request.GET().build(), BodyHandlers.ofString());
            HttpResponse<String> post =
                    client.send(request.POST(BodyPublishers.ofString("hello")).build(), BodyHandlers.ofString());

            assertThat(get.statusCode()).as(get.body()).isEqualTo(200);
            assertThat(get.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(post.statusCode()).as(post.body()).isEqualTo(200);
        }
        assertThat(upstream.requests()).hasSize(2);
        assertThat(upstream.requests().get(1).text()).isEqualTo("hello");
        for (HttpMessage seen : upstream.requests()) {
            assertThat(seen.all("Upgrade")).isEmpty();
            assertThat(seen.all("HTTP2-Settings")).isEmpty();
            assertThat(seen.all("Connection")).doesNotContain("Upgrade, HTTP2-Settings");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c\r\n",
                "upgrade: H2C\r\n",
                "Upgrade: h2c , h2c\r\n",
                "Upgrade: h2c\r\nUpgrade: h2c\r\n"
            })
    void declinesTheOffer(String offer) throws Exception {
        HttpMessage answer = call(offer + "Connection: Upgrade, HTTP2-Settings\r\n" + SETTINGS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.startLine()).startsWith("HTTP/1.1 ");
        assertThat(answer.text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\r\n",
                "Upgrade: h2c, websocket\r\n",
                "Upgrade: websocket, h2c\r\n",
                "Upgrade: h2c\r\nUpgrade: websocket\r\n",
                "Upgrade: h2cx\r\n",
                "Upgrade: h2c/1\r\n",
                "Upgrade: TLS/1.0\r\n",
                "Upgrade: h2\r\n",
                "Upgrade: \r\n",
                "Upgrade: h2c,\r\n",
            })
    void refusesAllOthers(String upgrade) throws Exception {
        HttpMessage answer = call(upgrade + "Connection: Upgrade, HTTP2-Settings\r\n" + SETTINGS);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"upgrade_not_supported\"");
        assertThat(upstream.connections()).isEmpty();
    }

    @Test
    void declinesTheOfferOfAnEnvelopeToo() throws Exception {
        String body = "{\"url\":\"/x\",\"method\":\"GET\"}";

        HttpMessage answer = gateway.call("POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Content-Type: application/json\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\n" + SETTINGS + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.status()).isEqualTo(200);
    }

    private HttpMessage call(String headers) throws Exception {
        return gateway.call(
                "GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN + headers + "\r\n");
    }
}
