package net.authproxy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The leading scheduler is killed with SIGKILL: the other process goes on after the lease, and no slot is queued twice
 * (security R7). A short lease in every build, that of the contract with {@code -Dauthproxy.full=true}.
 */
@Tag("R7")
class KilledSchedulerTests {

    private static final boolean FULL = Boolean.getBoolean("authproxy.full");
    private static final Duration LEASE = FULL ? Scheduler.LEASE : Duration.ofSeconds(3);
    private static final int KILLS = 2;

    /** Until the next one tries to take the lock, and a machine that has much else to do. */
    private static final Duration SLACK = LEASE.dividedBy(6).plusSeconds(5);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final RedisAccess access =
            RedisAccess.to(RedisEndpoint.of(redis.host(), redis.port(), SecretString.of(redis.password())));
    private final List<Rival> rivals = new ArrayList<>();

    @AfterEach
    void end() {
        rivals.forEach(Rival::kill);
        redis.flush();
        access.close();
    }

    @Test
    void theOtherProcessTakesOverAndNoSlotIsDoubled() throws IOException {
        rivals.add(Rival.start());
        rivals.add(Rival.start());
        for (int kill = 0; kill < KILLS; kill++) {
            int before = slots().size();
            await().atMost(LEASE.plus(SLACK).plusSeconds(10)).until(() -> slots().size() >= before + 3);
            Rival leader = leader();
            leader.kill();
            rivals.remove(leader);
            int queued = slots().size();
            long killedAt = System.nanoTime();
            await().atMost(LEASE.plus(SLACK))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> slots().size() > queued);
            Duration waited = Duration.ofNanos(System.nanoTime() - killedAt);
            System.out.println("scheduler: taken over " + waited.toMillis() + " ms after kill -9, lease "
                    + LEASE.toSeconds() + " s");
            rivals.add(Rival.start());
        }

        List<Instant> slots = slots();
        assertThat(new HashSet<>(slots)).hasSameSizeAs(slots);
        assertThat(slots).isSorted();
        // Those that nobody could queue are made up for once, not one by one.
        assertThat(slots.size()).isLessThan((int)
                Duration.between(slots.getFirst(), slots.getLast()).toSeconds());
    }

    private Rival leader() throws IOException {
        List<Rival> leading = new ArrayList<>();
        for (Rival rival : rivals) {
            if (rival.isLeading()) {
                leading.add(rival);
            }
        }
        assertThat(leading).hasSize(1);
        return leading.getFirst();
    }

    /** The slots whose tasks were queued, in the order in which they were. */
    private List<Instant> slots() {
        List<String> ids = access.call(c -> c.lrange("authproxy:{queue}:q:default:pending", 0, -1));
        return ids.reversed().stream()
                .map(id -> access.<String>call(c -> c.hget("authproxy:{queue}:t:" + id, "unique")))
                .map(key -> Instant.parse(key.substring(key.indexOf('@') + 1)))
                .toList();
    }

    /** A process that would lead. */
    private record Rival(Process process, BufferedReader out) {

        static Rival start() throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            classPath,
                            KilledScheduler.class.getName(),
                            Integer.toString(redis.port()),
                            redis.password(),
                            Long.toString(LEASE.toMillis()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Rival rival = new Rival(process, process.errorReader(StandardCharsets.UTF_8));
            rival.answer(KilledScheduler.STARTED);
            return rival;
        }

        boolean isLeading() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return answer("true", "false").equals("true");
        }

        /** The next line that is one of these; the others are log lines. */
        private String answer(String... expected) throws IOException {
            String line = out.readLine();
            while (line != null && !List.of(expected).contains(line)) {
                line = out.readLine();
            }
            assertThat(line).as("the process has ended").isNotNull();
            return String.valueOf(line);
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }
    }
}
