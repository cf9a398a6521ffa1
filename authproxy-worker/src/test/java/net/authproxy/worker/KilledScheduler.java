package net.authproxy.worker;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.lock.RedisDistributedLock;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.RedisScheduleStore;
import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskType;

/** A scheduler in a process of its own, made to be killed: it queues a task every second while it leads. */
final class KilledScheduler {

    static final String STARTED = "started";
    static final String NAME = "core:tick";

    private KilledScheduler() {}

    /** Arguments: port and password of Redis, lease in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        RedisAccess access = RedisAccess.to(
                RedisEndpoint.of("127.0.0.1", Integer.parseInt(arguments[0]), SecretString.of(arguments[1])));
        RedisTime time = RedisTime.server();
        SecureRandom random = new SecureRandom();
        RedisTaskQueue queue =
                new RedisTaskQueue(access, time, new PlainCipher(), new IdGenerator(Clock.systemUTC(), random), random);
        Leadership leadership = new Leadership(
                new RedisDistributedLock(access, time),
                Scheduler.LOCK,
                Duration.ofMillis(Long.parseLong(arguments[2])),
                System::nanoTime);
        Scheduler scheduler = new Scheduler(
                List.of(Schedule.of(NewTask.of(new TaskType(NAME), "{}"), "@every 1s")),
                queue,
                new RedisScheduleStore(access, time, queue),
                leadership,
                Clock.systemUTC(),
                Duration.ofMinutes(5));
        scheduler.start();
        System.err.println(STARTED);
        // The log goes to the other stream. A byte asks whether this one leads; the end of the pipe ends the process,
        // however the test ends.
        for (int asked = System.in.read(); asked >= 0; asked = System.in.read()) {
            System.err.println(scheduler.isLeading());
        }
        Runtime.getRuntime().halt(0);
    }
}
