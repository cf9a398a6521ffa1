package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that vanish at any point of their work lose no task (security R7). */
@Tag("R7")
class TaskRecoveryTests {

    private static final int JOBS = 500;
    private static final int WORKER_LIVES = 200;
    private static final NewTask TASK =
            NewTask.of(new TaskType("core:probe"), "{}").retrying(1000);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
    private final RedisAccess access = RedisFixture.access(redis);
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access,
            RedisTime.of(clock),
            new TestCipher(),
            new IdGenerator(clock, new SecureRandom()),
            new SecureRandom());
    private final Set<String> effects = new HashSet<>();
    private final Random fate = new Random(20260402);
    private int acknowledged;

    @AfterEach
    void close() {
        access.close();
    }

    @Test
    void losesNoTaskWhenWorkersVanishAtRandomPoints() {
        Set<String> queued = new HashSet<>();
        for (int i = 0; i < JOBS; i++) {
            queued.add(queue.enqueue(TASK).id().text());
        }

        for (int life = 0; life < WORKER_LIVES && acknowledged < JOBS; life++) {
            workUntilDeath("worker-" + life);
            clock.advance(Duration.ofSeconds(fate.nextInt(90)));
        }
        finish();

        assertThat(effects).isEqualTo(queued);
        assertThat(acknowledged).isEqualTo(JOBS);
    }

    private void workUntilDeath(String worker) {
        while (true) {
            Taken taken = queue.take(worker, 1 + fate.nextInt(8));
            if (taken.tasks().isEmpty() || fate.nextInt(10) == 0) {
                return;
            }
            for (TakenTask task : taken.tasks()) {
                if (fate.nextInt(8) == 0) {
                    return;
                }
                effects.add(task.id());
                if (fate.nextInt(8) == 0) {
                    return;
                }
                acknowledge(task);
            }
        }
    }

    private void finish() {
        for (int round = 0; round < 3; round++) {
            clock.advance(Duration.ofSeconds(60));
            for (Taken taken = queue.take("last", 16); !taken.tasks().isEmpty(); taken = queue.take("last", 16)) {
                taken.tasks().forEach(task -> {
                    effects.add(task.id());
                    acknowledge(task);
                });
            }
        }
    }

    private void acknowledge(TakenTask task) {
        acknowledged += queue.complete(task) ? 1 : 0;
    }
}
