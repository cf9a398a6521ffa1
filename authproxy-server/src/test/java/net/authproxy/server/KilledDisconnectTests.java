package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.demo.oauth2.Endpoint;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.ReceivedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every connection of a connector is disconnected while processes are killed with SIGKILL: the one that was asked, in the
 * middle of its answer, and the workers that give the grants back (goal O10). Not one grant stays with the provider, each
 * end is told once, and the provider is asked no faster than it may be.
 */
@Tag("O10")
@Tag(LongRuns.TAG)
class KilledDisconnectTests {

    private static final int CONNECTIONS = LongRuns.rounds(60, 10_000);
    private static final int WORKER_KILLS = LongRuns.rounds(1, 2);
    private static final int PER_SECOND = 50;
    /** How many revocations in a row are looked at: so many that a pause of the machine does not count. */
    private static final int STRETCH = LongRuns.rounds(PER_SECOND, 5 * PER_SECOND);

    private static final int MAKERS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @RegisterExtension
    static final ProcessStage STAGE =
            new ProcessStage().configured(yaml -> yaml + "oauth: {max_revocations_per_second: " + PER_SECOND + "}\n");

    private final long seed = Long.getLong("authproxy.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Instant> revocations = new ArrayList<>();
    private @Nullable ReceivedRequest lastRevocation;
    private ServerInstance front;
    private ServerInstance worker;

    @Test
    void everyGrantIsGivenBackHoweverManyProcessesAreKilled() throws Exception {
        System.out.println("O10: seed " + seed + " (-Dauthproxy.seed)");
        front = STAGE.start("front", Service.API, Service.PUBLIC);
        connectAll();
        STAGE.provider().traffic().clear();
        worker = STAGE.start("worker", Service.WORKER);

        Instant begun = Instant.now();
        killTheOneAsked();
        Answer answer = disconnectAll();
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(live("state <> 'disconnecting'")).as("not stopped").isZero();
        for (int kill = 1; kill <= WORKER_KILLS; kill++) {
            int until = CONNECTIONS * kill / (WORKER_KILLS + 1) + random.nextInt(20);
            Await.until(LIMIT, this::ended, count -> count >= until);
            worker.kill();
            worker = STAGE.start("worker", Service.WORKER);
        }
        Await.until(LIMIT, this::ended, count -> count == CONNECTIONS);
        Duration took = Duration.between(begun, Instant.now());

        System.out.printf(
                "O10: %d connections, %d kills (kill -9): disconnected in %d s with %d revocations%n",
                CONNECTIONS,
                1 + WORKER_KILLS,
                took.toSeconds(),
                STAGE.provider().traffic().requests(Endpoint.REVOKE));
        assertThat(STAGE.provider().grants())
                .hasSize(CONNECTIONS)
                .allSatisfy(grant -> assertThat(grant.ended()).isEqualTo(GrantView.REVOKED));
        assertThat(
                        count(
                                "oauth2_tokens where encrypted_access_token is not null or encrypted_refresh_token is not null"))
                .as("tokens that are left")
                .isZero();
        assertThat(count("audit_log where action = 'connections.disconnected'")).isEqualTo(CONNECTIONS);
        assertThat(count("(select distinct resource_id from audit_log where action = 'connections.disconnected'"
                        + " and cast(details as text) like '%\"revoked\"%') ended"))
                .isEqualTo(CONNECTIONS);
        assertPace();
        assertThat(took).isLessThan(LIMIT);
    }

    private void connectAll() throws Exception {
        try (ExecutorService makers = Executors.newFixedThreadPool(MAKERS)) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                made.add(makers.submit(() -> STAGE.connect(front, front)));
            }
            for (Future<String> each : made) {
                each.get();
            }
        }
        assertThat(live("state = 'ready'")).isEqualTo(CONNECTIONS);
    }

    /** In the middle of its work if it is fast enough; who asked has to ask again. */
    private void killTheOneAsked() {
        try (ExecutorService asker = Executors.newSingleThreadExecutor()) {
            asker.execute(() -> {
                try {
                    disconnectAll();
                } catch (UncheckedIOException killed) {
                    // As meant.
                    Thread.onSpinWait();
                }
            });
            Await.until(ProcessStage.SOON, () -> live("state = 'disconnecting'") + ended(), count -> count > 0);
            front.kill();
        }
        System.out.println("O10: killed with " + live("state = 'ready'") + " connections not yet stopped");
        front = STAGE.start("front", Service.API, Service.PUBLIC);
    }

    private Answer disconnectAll() {
        return STAGE.caller(front, Service.API)
                .post("/connectors/" + STAGE.connector(front) + "/_disconnect_all", Map.of());
    }

    /** How many have ended; remembers what the provider was asked, since it forgets what is long ago. */
    private int ended() {
        List<ReceivedRequest> log = STAGE.provider().traffic().log(Endpoint.REVOKE);
        int known = log.size();
        while (known > 0 && log.get(known - 1) != lastRevocation) {
            known--;
        }
        for (ReceivedRequest fresh : log.subList(known, log.size())) {
            revocations.add(fresh.at());
            lastRevocation = fresh;
        }
        return count("connections where state = 'disconnected'");
    }

    private void assertPace() {
        Duration shortest =
                Duration.ofSeconds(STRETCH / PER_SECOND).multipliedBy(4).dividedBy(5);
        assertThat(revocations).hasSizeGreaterThan(STRETCH);
        for (int i = STRETCH; i < revocations.size(); i++) {
            assertThat(Duration.between(revocations.get(i - STRETCH), revocations.get(i)))
                    .as("%d revocations from number %d on", STRETCH, i - STRETCH)
                    .isGreaterThan(shortest);
        }
    }

    private static int live(String condition) {
        return count("connections where deleted_at is null and " + condition);
    }

    private static int count(String what) {
        return STAGE.jdbc()
                .sql("select count(*) from " + what)
                .query(Integer.class)
                .single();
    }
}
