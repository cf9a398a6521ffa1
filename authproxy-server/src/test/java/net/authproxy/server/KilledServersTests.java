package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The processes of api, public and worker are killed with SIGKILL under a load of calls, each of which renews its token at
 * a provider that rotates refresh tokens and ends a grant whose old one comes again (goal R1). A token may be lost between
 * the provider's answer and its commit, and nowhere else; whose token was lost is told to authorize again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("R1")
@Tag(LongRuns.TAG)
class KilledServersTests {

    /**
     * How many are killed in one cycle: two in the build, for the sake of its time; one after another in full, so that the
     * others live long enough to see that a refresh stands still. All three at once would measure how fast two cores start
     * three processes.
     */
    private static final int TOGETHER = LongRuns.rounds(2, 1);

    private static final int KILLS = Integer.getInteger("authproxy.kills", LongRuns.rounds(30, 300));

    private static final int CONNECTIONS = 24;
    private static final Duration LOAD = Duration.ofMillis(1_500);
    private static final Duration GOAL = Duration.ofSeconds(15);
    /** A time of the machine decides the full run alone; the build says whether the goal was met. */
    private static final Duration READY = Duration.ofSeconds(LongRuns.rounds(90, 15));

    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final List<Service> SERVICES = List.of(Service.API, Service.PUBLIC, Service.WORKER);

    @RegisterExtension
    static final ProcessStage STAGE = new ProcessStage()
            .configured(yaml -> yaml.replace("public: {port: 0,", "public: {port: 0, enable_proxy: true,")
                    + "oauth: {refresh_tokens_cron_schedule: '@every 1s'}\n");

    private final long seed = Long.getLong("authproxy.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Service, ServerInstance> running = new ConcurrentHashMap<>();
    private final TokenFates fates = new TokenFates(STAGE, TOGETHER > 1);
    private Duration slowestStart = Duration.ZERO;

    @BeforeAll
    void start() {
        STAGE.provider().behave(behaviour -> behaviour.withAccessTokenLife(Duration.ofSeconds(2)));
        for (Service service : SERVICES) {
            running.put(service, STAGE.start(service.id(), service));
        }
    }

    @Test
    void noTokenIsLostOutsideOfTheWindowAndNoConnectionIsStuck() throws Exception {
        System.out.println("R1: seed " + seed + " (-Dauthproxy.seed)");
        try (CallLoad load = new CallLoad(STAGE, running)) {
            for (int kill = 0; kill < KILLS; kill += TOGETHER) {
                replenish(load);
                killSome(kill);
            }
            replenish(load);
        }

        fates.settle(running.get(Service.API));

        System.out.printf(
                "R1: %d kills (kill -9), seed %d; slowest start %d ms (goal %d s: %s); %s; from answer to commit %s%n",
                KILLS,
                seed,
                slowestStart.toMillis(),
                GOAL.toSeconds(),
                slowestStart.compareTo(GOAL) < 0 ? "PASS" : "MISS",
                fates.report(),
                commitTimes());
        assertThat(fates.stuck()).as("connections in a dead end").isEmpty();
        assertThat(fates.lostOutside()).as("lost outside of the window").isEmpty();
        assertThat(fates.flaggedLate()).as("flagged after more than a minute").isEmpty();
        assertThat(slowestStart).as("ready after a restart").isLessThan(READY);
    }

    /** Lets the load run on all connections whose tokens are alive, new ones included. */
    private void replenish(CallLoad load) {
        fates.count(running.get(Service.API));
        while (fates.alive().size() < CONNECTIONS) {
            fates.add(STAGE.connect(running.get(Service.API), running.get(Service.PUBLIC)));
        }
        // A third is called by nobody: the worker renews it in the background.
        List<String> alive = fates.alive();
        load.call(alive.subList(0, alive.size() * 2 / 3));
    }

    private void killSome(int first) throws Exception {
        Map<Service, Duration> moments = new EnumMap<>(Service.class);
        for (int number = first; number < first + TOGETHER; number++) {
            Service service = SERVICES.get(number % SERVICES.size());
            moments.put(service, Duration.ofMillis(random.nextLong(LOAD.toMillis())));
        }
        List<Future<Duration>> restarts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Service service : moments.keySet()) {
                restarts.add(threads.submit(() -> {
                    LockSupport.parkNanos(moments.get(service).toNanos());
                    return killAndStart(service);
                }));
            }
            for (Future<Duration> restart : restarts) {
                Duration took = restart.get();
                slowestStart = took.compareTo(slowestStart) > 0 ? took : slowestStart;
            }
        }
    }

    /** The time in which a crash loses an answer, as the processes that live now have measured it. */
    private String commitTimes() {
        StringBuilder text = new StringBuilder();
        for (Service service : SERVICES) {
            STAGE.caller(running.get(service), service)
                    .at("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("authproxy_token_refresh_commit_seconds"))
                    .forEach(line -> text.append(' ').append(service.id()).append(line.substring(38)));
        }
        return text.toString();
    }

    /** How long the new process took to be ready. */
    private Duration killAndStart(Service service) {
        Instant before = Instant.now();
        running.get(service).kill();
        fates.killed(before, Instant.now());
        long started = System.nanoTime();
        ServerInstance fresh = STAGE.start(service.id(), service);
        Await.until(RECOVERY, () -> STAGE.caller(fresh, service).at("/readyz").status(), status -> status == 200);
        running.put(service, fresh);
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
