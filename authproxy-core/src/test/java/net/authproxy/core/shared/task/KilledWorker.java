package net.authproxy.core.shared.task;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.secret.SecretString;

/**
 * A worker in a process of its own, made to be killed: it takes tasks until then. Each task leaves its id in the set
 * {@code effects}, and counts its run in {@code runs}.
 */
final class KilledWorker {

    static final TaskType TYPE = new TaskType("core:effect");
    static final String EFFECTS = "effects";
    static final String RUNS = "runs";
    static final String WORKING = "working as ";

    private KilledWorker() {}

    /** Arguments: port and password of Redis, lease and length of a task in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        RedisAccess access = RedisAccess.to(
                RedisEndpoint.of("127.0.0.1", Integer.parseInt(arguments[0]), SecretString.of(arguments[1])));
        Notifier notifier = new Notifier(access);
        notifier.start();
        SecureRandom random = new SecureRandom();
        RedisTaskQueue queue = queue(access, Duration.ofMillis(Long.parseLong(arguments[2])));
        TaskRunner runner = TaskRunner.of(
                queue,
                List.of(new Effect(access, Long.parseLong(arguments[3]))),
                new TaskRunnerSettings(16, Duration.ofMinutes(30), Duration.ofSeconds(5)),
                notifier,
                new SimpleMeterRegistry(),
                random);
        runner.start();
        System.out.println(WORKING + runner.id());
        // The test's end closes the pipe, however the test ends.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }

    static RedisTaskQueue queue(RedisAccess access, Duration lease) {
        SecureRandom random = new SecureRandom();
        return new RedisTaskQueue(
                access,
                RedisTime.server(),
                new TestCipher(),
                new IdGenerator(Clock.systemUTC(), random),
                random,
                lease);
    }

    private record Effect(RedisAccess access, long millis) implements TaskHandler {

        @Override
        public TaskType type() {
            return TYPE;
        }

        @Override
        public void handle(TaskContext context) throws InterruptedException {
            // A task takes its time, so that kills hit running ones.
            Thread.sleep(millis);
            access.call(c -> c.incr(RUNS));
            access.call(c -> c.sadd(EFFECTS, context.task().payload()));
            Thread.sleep(millis);
        }
    }
}
