import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.authproxy.core.shared.redis.EmbeddedRedis;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.PayloadCipher;
import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskRunner;
import net.authproxy.core.shared.task.TaskRunnerSettings;
import net.authproxy.core.shared.task.TaskType;

/**
 * Queues jobs that do nothing at a steady rate on a real Redis and runs them in the same process, for bench/jobs.sh.
 *
 * <p>Arguments: jobs per second, seconds, seconds of warm-up, concurrency of the worker.
 */
final class JobsBench {

    private static final TaskType TYPE = new TaskType("bench:nothing");
    private static final int PRODUCERS = 4;

    private final long[] enqueueMicros;
    private final long[] queuedAt;
    private final long[] startMicros;
    private final AtomicInteger started = new AtomicInteger();

    private JobsBench(int jobs) {
        enqueueMicros = new long[jobs];
        queuedAt = new long[jobs];
        startMicros = new long[jobs];
    }

    public static void main(String[] arguments) throws Exception {
        int rate = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int warmUp = Integer.parseInt(arguments[2]);
        int concurrency = Integer.parseInt(arguments[3]);
        SecureRandom random = new SecureRandom();
        try (EmbeddedRedis server = EmbeddedRedis.start(random);
                RedisAccess access = RedisAccess.to(server.endpoint());
                Notifier notifier = new Notifier(access)) {
            notifier.start();
            RedisTaskQueue queue = new RedisTaskQueue(
                    access, RedisTime.server(), new Plain(), new IdGenerator(Clock.systemUTC(), random), random);
            new JobsBench(rate * warmUp).run(queue, notifier, rate, concurrency);
            long redis = redisMicros(access);
            long own = ownMicros();
            JobsBench measured = new JobsBench(rate * seconds);
            long nanos = measured.run(queue, notifier, rate, concurrency);
            int jobs = rate * seconds;
            measured.report(rate, jobs, nanos, ownMicros() - own, redisMicros(access) - redis);
        }
    }

    private long run(RedisTaskQueue queue, Notifier notifier, int rate, int concurrency) throws InterruptedException {
        int jobs = enqueueMicros.length;
        try (TaskRunner runner = TaskRunner.of(
                queue,
                List.of(new Nothing()),
                new TaskRunnerSettings(concurrency, Duration.ofMinutes(30), Duration.ofSeconds(20)),
                notifier,
                new SimpleMeterRegistry(),
                new SecureRandom())) {
            runner.start();
            long begin = System.nanoTime();
            Thread[] producers = new Thread[PRODUCERS];
            for (int p = 0; p < PRODUCERS; p++) {
                int first = p;
                producers[p] = Thread.ofPlatform().start(() -> produce(queue, rate, begin, first));
            }
            for (Thread producer : producers) {
                producer.join();
            }
            while (started.get() < jobs) {
                Thread.sleep(1);
            }
            return System.nanoTime() - begin;
        }
    }

    /** Each producer has its own share of the timetable; who is late does not wait. */
    private void produce(RedisTaskQueue queue, int rate, long begin, int first) {
        for (int job = first; job < enqueueMicros.length; job += PRODUCERS) {
            long due = begin + job * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long before = System.nanoTime();
            queuedAt[job] = before;
            queue.enqueue(NewTask.of(TYPE, Integer.toString(job)).keptFor(Duration.ZERO));
            enqueueMicros[job] = (System.nanoTime() - before) / 1_000;
        }
    }

    private void report(int rate, int jobs, long nanos, long ownMicros, long redisMicros) {
        double cpu = (double) ownMicros / jobs;
        double redis = (double) redisMicros / jobs;
        System.out.println("| offered (jobs/s) | done (jobs/s) | jobs | CPU of AuthProxy per job (us) | CPU of Redis per job (us)"
                + " | enqueue p50 / p95 (us) | enqueue to start p50 / p95 (us) | overhead per job (ms) | goal: under 1 ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        double overhead = (cpu + redis) / 1_000;
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %d | %.0f | %.0f | %d / %d | %d / %d | %.3f | %s |%n",
                rate,
                jobs * 1e9 / nanos,
                jobs,
                cpu,
                redis,
                at(enqueueMicros, 50),
                at(enqueueMicros, 95),
                at(startMicros, 50),
                at(startMicros, 95),
                overhead,
                overhead < 1 && jobs * 1e9 / nanos > rate * 0.95 ? "PASS" : "MISS");
    }

    private static long at(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) ((long) sorted.length * percent / 100)];
    }

    private static long ownMicros() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1_000;
    }

    /** User and system time of the server by its own account. */
    private static long redisMicros(RedisAccess access) {
        return access.call(c -> c.info("cpu"))
                .lines()
                .filter(line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"))
                .mapToLong(line -> (long) (Double.parseDouble(line.substring(line.indexOf(':') + 1)) * 1_000_000))
                .sum();
    }

    private final class Nothing implements TaskHandler {

        @Override
        public TaskType type() {
            return TYPE;
        }

        @Override
        public void handle(TaskContext context) {
            int job = Integer.parseInt(context.task().payload());
            startMicros[job] = (System.nanoTime() - queuedAt[job]) / 1_000;
            started.incrementAndGet();
        }
    }

    /** Encryption is measured elsewhere. */
    private static final class Plain implements PayloadCipher {

        @Override
        public String seal(String taskId, byte[] plain) {
            return Base64.getEncoder().encodeToString(plain);
        }

        @Override
        public byte[] open(String taskId, String sealed) {
            return Base64.getDecoder().decode(sealed.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
