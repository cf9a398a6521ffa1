package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.authproxy.testsupport.Keycloak;
import net.authproxy.testsupport.KeycloakRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Hundreds of refreshes at Keycloak with "revoke refresh token", which ends a session whose old refresh token comes again,
 * while the server is killed with SIGKILL (goal O11). A grant may be lost only if a call was under way when it was killed.
 */
@Tag(Keycloak.TAG)
@Tag("O11")
@Tag(LongRuns.TAG)
class KeycloakKillTests {

    private static final int KILLS = LongRuns.rounds(2, 5);
    private static final int REFRESHES = LongRuns.rounds(150, 1_000);
    private static final int CONNECTIONS = 4;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private static KeycloakRealm realm;

    @RegisterExtension
    static final ProcessStage STAGE = new ProcessStage().withConnectors(KeycloakKillTests::write);

    private final long seed = Long.getLong("authproxy.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger renewed = new AtomicInteger();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> mayBeLost = new HashSet<>();
    private volatile ServerInstance running;
    private volatile boolean ended;

    private static void write(Path directory) {
        realm = Keycloak.shared().newRealm();
        KeycloakFlowTests.write(directory, realm);
    }

    @Test
    void noGrantIsLostUnlessItsCallWasCutOff() {
        System.out.println("O11: seed " + seed + " (-Dauthproxy.seed)");
        // A token that ends within the minute that counts as too late: every call renews it first.
        realm.accessTokensLive(Duration.ofSeconds(30));
        running = start();
        List<String> all = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                add(all, threads);
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = REFRESHES * kill / (KILLS + 1) + random.nextInt(20);
                Await.until(Duration.ofMinutes(10), renewed::get, count -> count >= until);
                mayBeLost.addAll(underWay);
                running.kill();
                mayBeLost.addAll(underWay);
                running = start();
                add(all, threads);
            }
            Await.until(Duration.ofMinutes(10), renewed::get, count -> count >= REFRESHES);
        } finally {
            ended = true;
            threads.close();
        }
        for (String id : all) {
            Answer end =
                    Await.until(SETTLED, () -> call(id), answer -> answer.status() == 200 || answer.status() == 422);
            if (end.status() == 422) {
                assertThat(end.code()).isEqualTo("needs_reauth");
                lost.add(id);
            }
        }
        System.out.printf(
                "O11: %d refreshes, %d kills (kill -9), %d connections: %d lost, each with a call that was cut off%n",
                renewed.get(), KILLS, all.size(), lost.size());
        assertThat(mayBeLost).as("lost without a call under way").containsAll(lost);
    }

    private static ServerInstance start() {
        return STAGE.start("keycloak", Service.API, Service.PUBLIC, Service.WORKER);
    }

    private void add(List<String> all, ExecutorService threads) {
        String id = KeycloakFlowTests.connect(STAGE.caller(running, Service.API), running.port(Service.PUBLIC), realm);
        all.add(id);
        threads.execute(() -> use(id));
    }

    private void use(String id) {
        while (!ended) {
            underWay.add(id);
            try {
                int status = call(id).status();
                underWay.remove(id);
                if (status == 200) {
                    renewed.incrementAndGet();
                } else if (status == 422) {
                    return;
                }
            } catch (UncheckedIOException killed) {
                // Stays among those under way until the next call has an answer.
                Thread.onSpinWait();
            }
        }
    }

    private Answer call(String id) {
        return STAGE.caller(running, Service.API).get("/connections/" + id + "/_proxy_raw");
    }
}
