package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.task.Cancellation.Reason;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaseKeeperTests {

    private static final NewTask TASK = NewTask.of(new TaskType("core:probe"), "{}");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final RedisAccess access = RedisFixture.access(redis);
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access,
            RedisTime.of(clock),
            new TestCipher(),
            new IdGenerator(clock, new SecureRandom()),
            new SecureRandom());
    private final LeaseKeeper keeper = new LeaseKeeper(queue, Duration.ofMinutes(30), nanoTime::get);

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void beatsSeveralTimesPerLease() {
        assertThat(keeper.interval()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void keepsATaskForLongerThanItsLease() {
        TaskRun run = begin();
        for (int beat = 0; beat < 10; beat++) {
            pass(keeper.interval());
            keeper.beat(List.of(run));
        }

        assertThat(queue.take("other", 1).tasks()).isEmpty();
        assertThat(run.cancellation().reason()).isEmpty();
        assertThat(queue.complete(run.task())).isTrue();
    }

    @Test
    void cancelsARunWhoseTaskIsAnothersByNow() {
        TaskRun run = begin();
        clock.advance(Duration.ofSeconds(60));
        assertThat(queue.take("other", 1).tasks()).hasSize(1);

        keeper.beat(List.of(run));

        assertThat(run.cancellation().reason()).contains(Reason.LEASE_LOST);
    }

    @Test
    void cancelsARunWhenTheStoreIsAwayForALease() {
        TaskRun run = begin();
        access.close();
        pass(Duration.ofSeconds(59));
        keeper.beat(List.of(run));
        assertThat(run.cancellation().reason()).isEmpty();
        pass(Duration.ofSeconds(1));

        keeper.beat(List.of(run));

        assertThat(run.cancellation().reason()).contains(Reason.LEASE_LOST);
    }

    @Test
    void cancelsARunAtTheRunLimit() {
        TaskRun run = begin();
        while (nanoTime.get() < Duration.ofMinutes(29).toNanos()) {
            pass(keeper.interval());
            keeper.beat(List.of(run));
        }
        assertThat(run.cancellation().reason()).isEmpty();
        pass(Duration.ofMinutes(1));

        keeper.beat(List.of(run));

        assertThat(run.cancellation().reason()).contains(Reason.RUN_LIMIT);
    }

    @Test
    void interruptsAHandlerThatIgnoresItsCancellation() throws InterruptedException {
        TaskRun run = begin();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread handler = Thread.ofPlatform().start(() -> {
            run.enter();
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.set(true);
            } finally {
                run.leave();
            }
        });
        waiting.await();
        run.cancellation().cancel(Reason.RUN_LIMIT);

        keeper.beat(List.of(run));

        handler.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void interruptsNothingAfterTheHandlerHasLeft() {
        TaskRun run = begin();
        run.enter();
        run.leave();
        run.cancellation().cancel(Reason.SHUTDOWN);

        keeper.beat(List.of(run));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theFirstReasonStays() {
        TaskRun run = begin();
        run.cancellation().cancel(Reason.SHUTDOWN);
        run.cancellation().cancel(Reason.RUN_LIMIT);

        assertThat(run.cancellation().reason()).contains(Reason.SHUTDOWN);
    }

    private TaskRun begin() {
        queue.enqueue(TASK);
        return new TaskRun(queue.take("w1", 1).tasks().getFirst(), nanoTime.get());
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanoTime.addAndGet(time.toNanos());
    }
}
