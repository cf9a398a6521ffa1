package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The streaming clients connect to the address that was checked. */
class UpstreamClientsTests {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void connectsToACheckedIpv6AddressWhateverTheName() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        Assumptions.assumeTrue(canListen(loopback), "skipped: this machine has no IPv6 loopback");
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(request.getHeader("Host")))
                .listen(0, "::1")
                .await(10, TimeUnit.SECONDS);

        assertThat(answer(new Destination(false, "api.example.test", server.actualPort(), loopback)))
                .isEqualTo("api.example.test:" + server.actualPort());
        assertThat(answer(new Destination(false, "::1", server.actualPort(), loopback)))
                .isEqualTo("[::1]:" + server.actualPort());
    }

    private String answer(Destination destination) throws Exception {
        HttpClient client = new UpstreamClients(vertx, UpstreamOptions.defaults(), 1).forOneLoop();
        return client.request(UpstreamClients.pinned(destination).setURI("/"))
                .compose(request -> request.send())
                .compose(response -> response.body())
                .await(10, TimeUnit.SECONDS)
                .toString();
    }

    private static boolean canListen(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
