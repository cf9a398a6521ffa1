package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A call whose credential was refused has its answer paused while a newer credential is fetched. Its connection is back in
 * the pool by then and carries the call of somebody else, whom the end of the first call must not touch.
 */
class PooledConnectionTests {

    private static final String REFUSAL = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\n\r\nexpired";

    private final CountDownLatch renewing = new CountDownLatch(1);
    private final CountDownLatch renew = new CountDownLatch(1);
    private final CountDownLatch otherArrived = new CountDownLatch(1);
    private final CountDownLatch answerOther = new CountDownLatch(1);

    private ProxyCases cases;
    private volatile boolean refused;

    @BeforeEach
    void start() {
        cases = new ProxyCases(UpstreamServer.scripted(this::serve));
        cases.gate.renewal = Optional.of(() -> {
            renewing.countDown();
            await(renew);
        });
    }

    @AfterEach
    void stop() {
        renew.countDown();
        answerOther.countDown();
        cases.close();
    }

    /** Refuses the first call, lets the other one wait for the test, and answers what is sent again. */
    private void serve(UpstreamServer.Connection connection) throws Exception {
        HttpMessage request = connection.request();
        while (request != null) {
            if (request.target().equals("/other")) {
                otherArrived.countDown();
                await(answerOther);
                connection.write(ProxyCases.OK);
            } else if (refused) {
                connection.write(ProxyCases.OK);
            } else {
                refused = true;
                connection.write(REFUSAL);
            }
            request = connection.request();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String get(String tail) {
        return ProxyCases.raw("GET", tail, "", "");
    }

    @Test
    void aRefusedCallThatIsSentAgainCutsNobodyElsesConnection() throws Exception {
        try (RawClient first = cases.gateway.connect();
                RawClient ofTheOtherLoop = cases.gateway.connect();
                RawClient other = cases.gateway.connect()) {
            assertThat(ofTheOtherLoop.socket().isConnected()).isTrue();
            refuseFirstAndOccupyItsConnection(first, other);

            renew.countDown();
            assertThat(first.answer().status()).isEqualTo(200);

            answerOther.countDown();
            assertThat(other.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aCallerWhoLeavesWhileItsAnswerIsPausedCutsNobodyElsesConnection() throws Exception {
        try (RawClient first = cases.gateway.connect();
                RawClient ofTheOtherLoop = cases.gateway.connect();
                RawClient other = cases.gateway.connect()) {
            assertThat(ofTheOtherLoop.socket().isConnected()).isTrue();
            refuseFirstAndOccupyItsConnection(first, other);

            first.close();
            assertThat(cases.gate.row().cancelled()).isTrue();

            answerOther.countDown();
            assertThat(other.answer().status()).isEqualTo(200);
        }
    }

    /** Callers are shared out among the event loops in turn, and each loop has a pool of its own. */
    private void refuseFirstAndOccupyItsConnection(RawClient first, RawClient other) throws Exception {
        first.send(get("/first"));
        await(renewing);
        other.send(get("/other"));
        await(otherArrived);

        List<UpstreamServer.Connection> connections = cases.upstream.connections();
        assertThat(connections).as("both calls are on one connection").hasSize(1);
        assertThat(connections.get(0).received()).contains("GET /first ", "GET /other ");
    }
}
