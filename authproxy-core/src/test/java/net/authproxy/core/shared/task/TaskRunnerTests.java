package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.TaskState.Phase;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskRunnerTests {

    private static final TaskType PROBE = new TaskType("core:probe");
    private static final TaskRunnerSettings SETTINGS =
            new TaskRunnerSettings(8, Duration.ofMinutes(30), Duration.ofSeconds(5));

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final RedisAccess access = RedisFixture.access(redis);
    private final Notifier notifier = new Notifier(access);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TaskRunner> runners = new ArrayList<>();
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access,
            RedisTime.server(),
            new TestCipher(),
            new IdGenerator(Clock.systemUTC(), new SecureRandom()),
            new SecureRandom());

    @BeforeEach
    void listen() {
        notifier.start();
        await().until(notifier::isFresh);
    }

    @AfterEach
    void close() {
        runners.forEach(TaskRunner::close);
        notifier.close();
        redis.flush();
        access.close();
    }

    @Test
    void runsATaskWithItsPayloadAndCountsIt() throws InterruptedException {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        start(SETTINGS, handler(PROBE, context -> seen.add(context.task().payload() + context.attempt())));

        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{\"a\":1}")).id();

        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"a\":1}1");
        await().until(() -> phase(id) == Phase.COMPLETED);
        await().until(() -> count("core:probe", "completed") == 1);
    }

    @Test
    void startsATaskWithinFiftyMillisecondsWhenIdle() throws InterruptedException {
        LinkedBlockingQueue<Long> startedAt = new LinkedBlockingQueue<>();
        start(SETTINGS, handler(PROBE, context -> startedAt.add(System.nanoTime())));
        long[] micros = new long[100];

        for (int i = 0; i < micros.length; i++) {
            long before = System.nanoTime();
            queue.enqueue(NewTask.of(PROBE, "{}"));
            Long started = startedAt.poll(5, TimeUnit.SECONDS);
            assertThat(started).isNotNull();
            micros[i] = (started - before) / 1000;
        }

        Arrays.sort(micros);
        System.out.println("task latency idle: median " + micros[50] + " us, p95 " + micros[95] + " us");
        assertThat(micros[50]).isLessThan(50_000);
    }

    @Test
    void sleepsWhenIdle() {
        start(SETTINGS, handler(PROBE, context -> {}));
        long scripts = calls("evalsha");
        long heartbeats = calls("publish");

        await().until(() -> calls("publish") >= heartbeats + 3);

        assertThat(calls("evalsha") - scripts).isLessThan(5);
    }

    @Test
    void runsTwoThousandTasksOnFourWorkersOnceEach() {
        int jobs = 2000;
        ConcurrentHashMap<String, Integer> runs = new ConcurrentHashMap<>();
        List<ResourceId> ids = new ArrayList<>();
        long before = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            ids.add(queue.enqueue(NewTask.of(PROBE, "{}")).id());
        }
        long queued = System.nanoTime();

        for (int i = 0; i < 4; i++) {
            start(
                    SETTINGS,
                    handler(PROBE, context -> runs.merge(context.task().id().text(), 1, Integer::sum)));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> count("core:probe", "completed") == jobs);

        long done = System.nanoTime();
        System.out.printf(
                "enqueue %d jobs/s, run %d jobs/s%n",
                jobs * 1_000_000_000L / (queued - before), jobs * 1_000_000_000L / (done - queued));
        assertThat(runs).hasSize(jobs);
        assertThat(runs.values()).allMatch(times -> times == 1);
    }

    @Test
    void triesAgainAfterAFailure() {
        AtomicInteger attempts = new AtomicInteger();
        start(SETTINGS, impatient(context -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("secret-in-message");
            }
        }));

        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}").retrying(5)).id();

        await().until(() -> phase(id) == Phase.COMPLETED);
        assertThat(attempts).hasValue(3);
        assertThat(count("core:probe", "retry")).isEqualTo(2);
    }

    @Test
    void keepsADeadLetterWithAReasonThatRepeatsNoUnknownMessage() {
        start(SETTINGS, impatient(context -> {
            throw new IllegalStateException("secret-in-message");
        }));

        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}").retrying(1)).id();

        await().until(() -> phase(id) == Phase.FAILED);
        assertThat(field(id, "attempt")).isEqualTo("2");
        assertThat(field(id, "last_error")).isEqualTo("IllegalStateException");
    }

    @Test
    void doesNotRetryAPermanentFailure() {
        start(SETTINGS, handler(PROBE, context -> {
            throw new PermanentTaskFailure("connection is gone");
        }));

        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}").retrying(25)).id();

        await().until(() -> phase(id) == Phase.FAILED);
        assertThat(field(id, "attempt")).isEqualTo("1");
        assertThat(field(id, "last_error")).isEqualTo("connection is gone");
    }

    @Test
    @Tag("R9")
    void buriesInjectedTasksAndLivesOn() {
        start(SETTINGS, handler(PROBE, context -> {}));
        ResourceId unknown =
                queue.enqueue(NewTask.of(new TaskType("core:unknown"), "{}")).id();
        inject("tsk_aaaaaaaaaaaaaaaaaaaaaaaaaa", "core:probe", "no ciphertext");
        inject("tsk_bbbbbbbbbbbbbbbbbbbbbbbbbb", "core:probe", "x".repeat(10_000_000));
        inject("tsk_cccccccccccccccccccccccccc", "core:probe", sealed("tsk_cccccccccccccccccccccccccc", "core:other"));
        inject("no id", "\u0000;\"bad", "");
        access.call(c -> c.set("authproxy:{queue}:t:tsk_dddddddddddddddddddddddddd", "no hash"));
        access.call(c -> c.lpush("authproxy:{queue}:q:critical:pending", "tsk_dddddddddddddddddddddddddd", "tsk_gone"));

        ResourceId good = queue.enqueue(NewTask.of(PROBE, "{}")).id();

        await().until(() -> phase(good) == Phase.COMPLETED && phase(unknown) == Phase.FAILED);
        await().until(() -> count("core:probe", "dead") == 3 && count("unknown", "dead") == 4);
        assertThat(field(unknown, "last_error")).isEqualTo("unknown_type");
        assertThat(reason("tsk_aaaaaaaaaaaaaaaaaaaaaaaaaa")).isEqualTo("payload_unreadable");
        assertThat(reason("tsk_bbbbbbbbbbbbbbbbbbbbbbbbbb")).isEqualTo("payload_missing_or_too_long");
        assertThat(reason("tsk_cccccccccccccccccccccccccc")).isEqualTo("payload_of_other_type");
    }

    @Test
    void survivesAHandlerThatRunsOutOfStack() {
        start(SETTINGS, handler(PROBE, context -> {
            throw new StackOverflowError();
        }));
        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}").retrying(0)).id();

        await().until(() -> phase(id) == Phase.FAILED);
    }

    @Test
    void waitsAndRetriesWhenTheKeyIsMissingForNow() {
        AtomicInteger opened = new AtomicInteger();
        PayloadCipher flaky = new PayloadCipher() {
            @Override
            public String seal(String taskId, byte[] plain) {
                return new TestCipher().seal(taskId, plain);
            }

            @Override
            public byte[] open(String taskId, String sealed) {
                if (opened.incrementAndGet() == 1) {
                    throw new AuthProxyException(ErrorCode.ENCRYPTION_KEY_UNAVAILABLE, "not now");
                }
                return new TestCipher().open(taskId, sealed);
            }
        };
        RedisTaskQueue other = new RedisTaskQueue(
                access,
                RedisTime.server(),
                flaky,
                new IdGenerator(Clock.systemUTC(), new SecureRandom()),
                new SecureRandom());
        TaskRunner runner =
                TaskRunner.of(other, List.of(impatient(context -> {})), SETTINGS, notifier, meters, new SecureRandom());
        runners.add(runner);
        runner.start();

        ResourceId id = other.enqueue(NewTask.of(PROBE, "{}")).id();

        await().until(() -> phase(id) == Phase.COMPLETED);
        assertThat(opened).hasValue(2);
    }

    @Test
    void letsRunningTasksFinishWhenItStops() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TaskRunner runner = start(SETTINGS, handler(PROBE, context -> {
            started.countDown();
            release.await();
        }));
        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}")).id();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        Thread stopping = Thread.ofPlatform().start(runner::stop);
        await().until(() -> !runner.isRunning());
        ResourceId later = queue.enqueue(NewTask.of(PROBE, "{}")).id();
        release.countDown();
        stopping.join();

        assertThat(phase(id)).isEqualTo(Phase.COMPLETED);
        assertThat(phase(later)).isEqualTo(Phase.PENDING);
    }

    @Test
    void cancelsAndGivesBackWhatDoesNotFinishInTime() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(3);
        TaskRunnerSettings hasty = new TaskRunnerSettings(8, Duration.ofMinutes(30), Duration.ofMillis(50));
        TaskRunner runner = start(
                hasty,
                handler(PROBE, context -> {
                    started.countDown();
                    while (context.task().payload().equals("cooperative")) {
                        context.checkCancelled();
                        Thread.onSpinWait();
                    }
                    new CountDownLatch(1).await();
                }),
                handler(new TaskType("core:deaf"), context -> {
                    started.countDown();
                    awaitDeaf(new CountDownLatch(1));
                }));
        ResourceId polite = queue.enqueue(NewTask.of(PROBE, "cooperative")).id();
        ResourceId waiting = queue.enqueue(NewTask.of(PROBE, "waiting")).id();
        ResourceId deaf =
                queue.enqueue(NewTask.of(new TaskType("core:deaf"), "{}")).id();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        runner.stop();

        for (ResourceId id : List.of(polite, waiting, deaf)) {
            assertThat(phase(id)).isEqualTo(Phase.PENDING);
            assertThat(field(id, "attempt")).isEqualTo("0");
        }
        assertThat(count("core:probe", "handed_back")).isEqualTo(2);
    }

    @Test
    void stopsARunningTaskThatAnOperatorCancels() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        start(SETTINGS, impatient(context -> {
            started.countDown();
            while (true) {
                context.checkCancelled();
                Thread.onSpinWait();
            }
        }));
        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{}")).id();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        new RedisTaskControl(access, RedisTime.server()).cancel(QueueName.DEFAULT, id);

        await().until(() -> phase(id) == Phase.FAILED);
        assertThat(field(id, "last_error")).isEqualTo("cancelled");
        assertThat(field(id, "attempt")).isEqualTo("1");
    }

    private static void awaitDeaf(CountDownLatch never) {
        boolean ended = false;
        while (!ended) {
            try {
                ended = never.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException ignored) {
                ended = false;
            }
        }
    }

    private TaskRunner start(TaskRunnerSettings settings, TaskHandler... handlers) {
        TaskRunner runner = TaskRunner.of(queue, List.of(handlers), settings, notifier, meters, new SecureRandom());
        runners.add(runner);
        runner.start();
        return runner;
    }

    private void inject(String id, String type, String payload) {
        access.call(c -> c.hset(
                "authproxy:{queue}:t:" + id, Map.of("type", type, "payload", payload, "attempt", "many", "max", "")));
        access.call(c -> c.lpush("authproxy:{queue}:q:default:pending", id));
    }

    private static String sealed(String id, String type) {
        return new TestCipher().seal(id, (type + "\n{}").getBytes(StandardCharsets.UTF_8));
    }

    private Phase phase(ResourceId id) {
        return queue.state(id).orElseThrow().phase();
    }

    private String field(ResourceId id, String name) {
        return access.call(c -> c.hget("authproxy:{queue}:t:" + id.text(), name));
    }

    private String reason(String id) {
        return access.call(c -> c.hget("authproxy:{queue}:t:" + id, "last_error"));
    }

    private long count(String type, String result) {
        var counter = meters.find("authproxy.jobs")
                .tag("type", type)
                .tag("state", result)
                .counter();
        return counter == null ? 0 : (long) counter.count();
    }

    private long calls(String command) {
        return access.call(c -> c.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .map(line -> line.replaceAll("^[^=]*=(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static TaskHandler handler(TaskType type, Work work) {
        return new TaskHandler() {
            @Override
            public TaskType type() {
                return type;
            }

            @Override
            public void handle(TaskContext context) throws InterruptedException {
                work.handle(context);
            }
        };
    }

    private static TaskHandler impatient(Work work) {
        return new TaskHandler() {
            @Override
            public TaskType type() {
                return PROBE;
            }

            @Override
            public void handle(TaskContext context) throws InterruptedException {
                work.handle(context);
            }

            @Override
            public Duration backoff(int attempt, RandomGenerator random) {
                return Duration.ofMillis(20);
            }
        };
    }

    private interface Work {
        void handle(TaskContext context) throws InterruptedException;
    }
}
