package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Worker processes that are killed with SIGKILL in the midst of their work lose no task (security R7): a few kills and a
 * short lease in every build; 10,000 tasks, 50 kills and the lease of the contract with {@code -Dauthproxy.full=true}.
 */
@Tag("R7")
class KilledWorkersTests {

    private static final boolean FULL = Boolean.getBoolean("authproxy.full");
    private static final int JOBS = FULL ? 10_000 : 600;
    private static final int KILLS = FULL ? 50 : 4;
    private static final int WORKERS = 3;
    private static final Duration LEASE = FULL ? Duration.ofSeconds(60) : Duration.ofSeconds(3);
    private static final long TASK_MILLIS = 60;

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final RedisAccess access = RedisFixture.access(redis);
    private final List<Worker> workers = new ArrayList<>();
    private final Random fate = new Random(20260402);

    @AfterEach
    void end() throws InterruptedException {
        for (Worker worker : workers) {
            worker.kill();
        }
        redis.flush();
        access.close();
    }

    @Test
    void everyTaskHasItsEffectHoweverManyWorkersAreKilled() throws IOException, InterruptedException {
        RedisTaskQueue queue = KilledWorker.queue(access, LEASE);
        RedisTaskMonitor monitor = new RedisTaskMonitor(access, RedisTime.server(), queue);
        Set<String> wanted = new HashSet<>();
        long before = System.nanoTime();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(start());
        }
        int interrupted = 0;
        for (int round = 0; round <= KILLS; round++) {
            queueSome(queue, wanted, (int) ((long) JOBS * (round + 1) / (KILLS + 1)));
            if (round < KILLS) {
                interrupted += killOne((int) ((long) JOBS * round / (KILLS + 1)));
            }
        }
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> isEmpty(monitor));

        Set<String> effects = access.call(c -> c.smembers(KilledWorker.EFFECTS));
        String runs = access.call(c -> c.get(KilledWorker.RUNS));
        System.out.printf(
                "R7: %d tasks, %d kills (kill -9) that hit %d running tasks, lease %d s: %d distinct effects in %s runs, %d s%n",
                JOBS,
                KILLS,
                interrupted,
                LEASE.toSeconds(),
                effects.size(),
                runs,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before));
        assertThat(effects).isEqualTo(wanted);
        assertThat(interrupted).isGreaterThan(KILLS);
        assertThat(archived(monitor)).isZero();
    }

    private static void queueSome(RedisTaskQueue queue, Set<String> wanted, int upTo) {
        while (wanted.size() < upTo) {
            int number = wanted.size();
            String payload = "{\"n\":" + number + "}";
            wanted.add(payload);
            queue.enqueue(NewTask.of(KilledWorker.TYPE, payload)
                    .retrying(25)
                    .keptFor(Duration.ZERO)
                    .on(QueueName.values()[number % 3]));
        }
    }

    /** Kills a worker when the newest tasks are being done, and starts another; how many tasks it had. */
    private int killOne(int before) throws IOException, InterruptedException {
        long until = before + JOBS / (KILLS + 1) / 10;
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> effects() >= until);
        int which = fate.nextInt(workers.size());
        Worker victim = workers.get(which);
        victim.kill();
        int held = heldBy(victim);
        workers.set(which, start());
        return held;
    }

    private int heldBy(Worker dead) {
        int held = 0;
        for (QueueName queue : QueueName.values()) {
            for (String id : access.call(c -> c.zrange("authproxy:{queue}:q:" + queue.text() + ":active", 0, -1))) {
                String owner = access.call(c -> c.hget("authproxy:{queue}:t:" + id, "owner"));
                held += owner != null && owner.startsWith(dead.id() + ":") ? 1 : 0;
            }
        }
        return held;
    }

    private long effects() {
        return access.<Long>call(c -> c.scard(KilledWorker.EFFECTS));
    }

    private static long archived(RedisTaskMonitor monitor) {
        return monitor.queues().stream()
                .mapToLong(queue -> queue.count(MonitoredState.ARCHIVED))
                .sum();
    }

    private static boolean isEmpty(RedisTaskMonitor monitor) {
        return monitor.queues().stream()
                .allMatch(queue -> queue.tasks().entrySet().stream()
                        .allMatch(entry -> entry.getKey() == MonitoredState.ARCHIVED || entry.getValue() == 0));
    }

    /** A process and the id of its worker. */
    private record Worker(Process process, String id) {

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private static Worker start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        KilledWorker.class.getName(),
                        Integer.toString(redis.port()),
                        redis.password(),
                        Long.toString(LEASE.toMillis()),
                        Long.toString(TASK_MILLIS))
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(KilledWorker.WORKING)) {
            line = out.readLine();
        }
        assertThat(line).as("the worker process did not start").isNotNull();
        Thread.ofPlatform().daemon().start(() -> out.lines().forEach(more -> {}));
        return new Worker(process, String.valueOf(line).substring(KilledWorker.WORKING.length()));
    }
}
