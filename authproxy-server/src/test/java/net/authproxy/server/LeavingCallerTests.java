package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.Moment;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.Reuse;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever caused a refresh leaves while it is under way; it goes on without him (goal O6). */
@Tag("O6")
@Tag(LongRuns.TAG)
class LeavingCallerTests {

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.SQLITE);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.POSTGRES);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private static final Duration DUE = Duration.ofSeconds(30);
        private static final Duration LONG = Duration.ofMinutes(30);

        abstract OAuth2Stage stage();

        private OAuth2Provider provider() {
            return stage().provider();
        }

        @Test
        void theNewTokenIsStoredWheneverTheCallerLeaves() throws IOException {
            long seed = Long.getLong("authproxy.seed", System.nanoTime());
            System.out.println("O6: seed " + seed + " (-Dauthproxy.seed)");
            Random random = new Random(seed);
            for (int round = 0; round < LongRuns.rounds(10, 100); round++) {
                provider().behave(now -> now.withAccessTokenLife(DUE).withReuse(new Reuse.Strict()));
                String id = stage().connect("plain");
                provider().behave(now -> now.withAccessTokenLife(LONG));
                provider().traffic().clear();
                Moment moment = Moment.values()[random.nextInt(2)];
                provider()
                        .faults()
                        .nextGrant(
                                1, "refresh_token", new Fault.Delay(Duration.ofMillis(1 + random.nextInt(40)), moment));

                leave(id, random);

                String as = "seed " + seed + " round " + round;
                Await.until(
                        OAuth2Stage.SOON, () -> provider().grants().getLast().refreshes(), count -> count == 1);
                stage().call(id, "/me").expect(200);
                assertThat(provider().traffic().tokenRequests("refresh_token"))
                        .as(as)
                        .isEqualTo(1);
                assertThat(provider().grants().getLast().ended()).as(as).isNull();
            }
        }

        /** Asks, and is gone after a moment of the refresh: in good order, or with a reset. */
        private void leave(String id, Random random) throws IOException {
            boolean reset = random.nextBoolean();
            long pause = random.nextInt(60_000);
            Caller caller = stage().api();
            String request = "GET /api/v1/connections/" + id + "/_proxy_raw/me HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Authorization: Bearer " + caller.token().get() + "\r\n\r\n";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), caller.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                Await.until(
                        OAuth2Stage.SOON,
                        () -> provider().traffic().tokenRequests("refresh_token"),
                        count -> count == 1);
                LockSupport.parkNanos(Duration.ofNanos(pause * 1_000).toNanos());
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
    }
}
