package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.TaskState.Phase;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisTaskQueueTests {

    private static final TaskType PROBE = new TaskType("core:probe");
    private static final NewTask TASK = NewTask.of(PROBE, "{\"id\":\"cxn_1\"}");

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

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void handsOutWhatWasQueued() {
        ResourceId id = queue.enqueue(TASK).id();

        TakenTask taken = takeOne("w1");

        assertThat(queue.open(taken)).isEqualTo(new Task(id, PROBE, "{\"id\":\"cxn_1\"}", QueueName.DEFAULT));
        assertThat(taken.attempt()).isEqualTo(1);
        assertThat(queue.take("w2", 5).tasks()).isEmpty();
    }

    @Test
    void keepsTheOrderOfAQueue() {
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            queued.add(queue.enqueue(TASK).id().text());
        }

        assertThat(queue.take("w1", 20).tasks()).extracting(TakenTask::id).isEqualTo(queued);
    }

    @Test
    void storesNoPayloadInTheClear() {
        ResourceId id = queue.enqueue(TASK).id();

        assertThat(access.<String>call(c -> c.hget("authproxy:{queue}:t:" + id.text(), "payload")))
                .doesNotContain("cxn_1");
    }

    @Test
    void keepsAllKeysUnderOneHashTag() {
        queue.enqueue(TASK.uniqueBy("a").under(new LockFence("leader", 1)));
        queue.enqueue(TASK.after(Duration.ofHours(1)));
        takeOne("w1");

        assertThat(access.call(c -> c.keys("*")).stream())
                .isNotEmpty()
                .allMatch(key -> key.startsWith("authproxy:{queue}:"));
    }

    @Test
    void refusesASecondTaskWithTheSameUniqueKeyAndNamesTheFirst() {
        Enqueued first = queue.enqueue(TASK.uniqueBy("cxn_1"));
        Enqueued second = queue.enqueue(TASK.uniqueBy("cxn_1"));
        Enqueued other = queue.enqueue(TASK.uniqueBy("cxn_2"));

        assertThat(first.already()).isFalse();
        assertThat(second).isEqualTo(new Enqueued(first.id(), true));
        assertThat(other.already()).isFalse();
        assertThat(queue.take("w1", 5).tasks()).hasSize(2);
    }

    @Test
    void holdsTheUniqueKeyWhileRunningAndWhileWaitingToRetryAndFreesItAtTheEnd() {
        queue.enqueue(TASK.uniqueBy("cxn_1"));
        TakenTask first = takeOne("w1");
        assertThat(queue.enqueue(TASK.uniqueBy("cxn_1")).already()).isTrue();
        queue.fail(first, "IOException", Duration.ofSeconds(1));
        assertThat(queue.enqueue(TASK.uniqueBy("cxn_1")).already()).isTrue();
        clock.advance(Duration.ofSeconds(1));

        queue.complete(takeOne("w1"));

        assertThat(queue.enqueue(TASK.uniqueBy("cxn_1")).already()).isFalse();
    }

    @Test
    void freesTheUniqueKeyOfADeadLetter() {
        queue.enqueue(TASK.uniqueBy("cxn_1"));
        queue.bury(takeOne("w1"), "unknown_type");

        assertThat(queue.enqueue(TASK.uniqueBy("cxn_1")).already()).isFalse();
    }

    @Test
    void startsADelayedTaskWhenItIsDueAndTellsWhen() {
        ResourceId id = queue.enqueue(TASK.after(Duration.ofMinutes(5))).id();
        Taken early = queue.take("w1", 1);
        assertThat(early.tasks()).isEmpty();
        assertThat(early.nextDue()).contains(Duration.ofMinutes(5));
        assertThat(phase(id)).isEqualTo(Phase.SCHEDULED);

        clock.advance(Duration.ofMinutes(5));

        assertThat(takeOne("w1").id()).isEqualTo(id.text());
    }

    @Test
    void startsATaskAtAGivenTime() {
        queue.enqueue(TASK.at(clock.instant().plusSeconds(60)));
        assertThat(queue.take("w1", 1).tasks()).isEmpty();

        clock.advance(Duration.ofSeconds(60));

        assertThat(queue.take("w1", 1).tasks()).hasSize(1);
    }

    @Test
    void givesADeadWorkersTaskToAnotherAfterItsLeaseAndRefusesTheStaleOne() {
        queue.enqueue(TASK);
        TakenTask stale = takeOne("w1");
        clock.advance(Duration.ofSeconds(59));
        assertThat(queue.take("w2", 1).tasks()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        TakenTask current = takeOne("w2");

        assertThat(current.id()).isEqualTo(stale.id());
        assertThat(current.fence()).isGreaterThan(stale.fence());
        assertThat(queue.complete(stale)).isFalse();
        assertThat(queue.fail(stale, "x", Duration.ZERO)).isEqualTo(WorkQueue.Failure.LOST);
        assertThat(queue.handBack(stale)).isFalse();
        assertThat(queue.renew(List.of(stale, current))).containsExactly(stale.owner());
        assertThat(queue.complete(current)).isTrue();
        assertThat(queue.complete(current)).isFalse();
    }

    @Test
    void aRenewedLeaseKeepsTheTask() {
        queue.enqueue(TASK);
        TakenTask taken = takeOne("w1");
        clock.advance(Duration.ofSeconds(45));
        assertThat(queue.renew(List.of(taken))).isEmpty();
        clock.advance(Duration.ofSeconds(45));

        assertThat(queue.take("w2", 1).tasks()).isEmpty();
        assertThat(queue.complete(taken)).isTrue();
    }

    @Test
    void retriesAndThenKeepsADeadLetter() {
        ResourceId id = queue.enqueue(TASK.retrying(2)).id();
        for (int attempt = 1; attempt <= 2; attempt++) {
            TakenTask taken = takeOne("w1");
            assertThat(taken.attempt()).isEqualTo(attempt);
            assertThat(queue.fail(taken, "IOException", Duration.ofSeconds(10))).isEqualTo(WorkQueue.Failure.RETRY);
            assertThat(phase(id)).isEqualTo(Phase.RETRY);
            assertThat(queue.take("w1", 1).tasks()).isEmpty();
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(queue.fail(takeOne("w1"), "IOException", Duration.ofSeconds(10)))
                .isEqualTo(WorkQueue.Failure.DEAD);

        assertThat(phase(id)).isEqualTo(Phase.FAILED);
        clock.advance(Duration.ofDays(1));
        assertThat(queue.take("w1", 1).tasks()).isEmpty();
        assertThat(access.<Long>call(c -> c.zcard("authproxy:{queue}:q:default:archived")))
                .isEqualTo(1L);
    }

    @Test
    void buriesATaskThatKillsItsWorkerOnEveryAttempt() {
        ResourceId id = queue.enqueue(TASK.retrying(1)).id();
        takeOne("w1");
        clock.advance(Duration.ofSeconds(60));
        takeOne("w2");
        clock.advance(Duration.ofSeconds(60));

        Taken third = queue.take("w3", 1);

        assertThat(third.tasks()).isEmpty();
        assertThat(third.dead()).containsExactly(id.text());
        assertThat(phase(id)).isEqualTo(Phase.FAILED);
    }

    @Test
    void aTaskHandedBackIsNextAndHasLostNoAttempt() {
        ResourceId first = queue.enqueue(TASK).id();
        queue.enqueue(TASK);

        assertThat(queue.handBack(takeOne("w1"))).isTrue();

        TakenTask again = takeOne("w2");
        assertThat(again.id()).isEqualTo(first.text());
        assertThat(again.attempt()).isEqualTo(1);
    }

    @Test
    void tellsTheStateUntilTheRetentionIsOver() {
        ResourceId id = queue.enqueue(TASK).id();
        assertThat(phase(id)).isEqualTo(Phase.PENDING);
        TakenTask taken = takeOne("w1");
        assertThat(phase(id)).isEqualTo(Phase.ACTIVE);
        clock.advance(Duration.ofSeconds(3));
        queue.complete(taken);
        assertThat(queue.state(id)).contains(new TaskState(id, PROBE, Phase.COMPLETED, clock.instant()));
        clock.advance(Duration.ofMinutes(10));

        assertThat(queue.state(id)).isEmpty();
        assertThat(queue.state(new ResourceId(IdType.TASK, "tsk_01kb2q6r3v8w9x0y1z2a3b4c5d")))
                .isEmpty();
    }

    @Test
    void tellsOfAFailedTaskOnlyForItsRetention() {
        ResourceId id = queue.enqueue(TASK).id();
        queue.bury(takeOne("w1"), "x");
        clock.advance(Duration.ofMinutes(10));

        assertThat(queue.state(id)).isEmpty();
    }

    @Test
    void forgetsACompletedTaskWithoutRetentionAtOnce() {
        ResourceId id = queue.enqueue(TASK.keptFor(Duration.ZERO)).id();
        queue.complete(takeOne("w1"));

        assertThat(queue.state(id)).isEmpty();
        assertThat(access.<Long>call(c -> c.exists("authproxy:{queue}:t:" + id.text())))
                .isZero();
    }

    @Test
    void servesQueuesByWeight() {
        for (QueueName name : QueueName.values()) {
            for (int i = 0; i < 400; i++) {
                queue.enqueue(TASK.on(name));
            }
        }
        Map<QueueName, Integer> served = new EnumMap<>(QueueName.class);
        for (int i = 0; i < 40; i++) {
            queue.take("w1", 12).tasks().forEach(task -> served.merge(task.queue(), 1, Integer::sum));
        }

        // 480 takes, expected 240, 200, 40; the bounds are more than five standard deviations away.
        assertThat(served.get(QueueName.CRITICAL)).isBetween(180, 300);
        assertThat(served.get(QueueName.DEFAULT)).isBetween(140, 260);
        assertThat(served.get(QueueName.LOW)).isBetween(8, 80);
    }

    @Test
    void refusesAnEnqueueByAFormerLockHolder() {
        queue.enqueue(TASK.under(new LockFence("worker:scheduler_master", 7)));
        queue.enqueue(TASK.under(new LockFence("worker:scheduler_master", 7)));
        queue.enqueue(TASK.under(new LockFence("worker:scheduler_master", 8)));

        assertThatThrownBy(() -> queue.enqueue(TASK.under(new LockFence("worker:scheduler_master", 7))))
                .isInstanceOf(FencedOffException.class);
        queue.enqueue(TASK.under(new LockFence("another", 1)));
        assertThat(queue.take("w1", 16).tasks()).hasSize(4);
    }

    @Test
    void refusesAPayloadThatHoldsMoreThanIds() {
        assertThatThrownBy(() -> NewTask.of(PROBE, "x".repeat(70_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TaskType("Probe")).isInstanceOf(IllegalArgumentException.class);
    }

    private TakenTask takeOne(String worker) {
        List<TakenTask> tasks = queue.take(worker, 1).tasks();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private Phase phase(ResourceId id) {
        return queue.state(id).orElseThrow().phase();
    }
}
