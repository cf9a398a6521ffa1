package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.TaskControl.Outcome;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators see and do (contract 12). */
class TaskMonitoringTests {

    private static final TaskType PROBE = new TaskType("core:probe");
    private static final NewTask TASK = NewTask.of(PROBE, "{\"connection_id\":\"cxn_1\"}");
    private static final QueueName QUEUE = QueueName.DEFAULT;
    private static final ResourceId UNKNOWN = new ResourceId(IdType.TASK, "tsk_01kb2q6r3v8w9x0y1z2a3b4c5d");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
    private final RedisAccess access = RedisFixture.access(redis);
    private final RedisTime time = RedisTime.of(clock);
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access, time, new TestCipher(), new IdGenerator(clock, new SecureRandom()), new SecureRandom());
    private final RedisTaskMonitor monitor = new RedisTaskMonitor(access, time, queue);
    private final RedisTaskControl control = new RedisTaskControl(access, time);

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void countsTasksByStateAndRunsByDay() {
        queue.enqueue(TASK);
        queue.enqueue(TASK.after(Duration.ofHours(1)));
        clock.advance(Duration.ofSeconds(12));
        queue.complete(takeNew());
        queue.fail(takeNew(), "IOException", Duration.ofHours(1));
        queue.bury(takeNew(), "gone");
        takeNew();
        clock.advance(Duration.ofSeconds(3));
        queue.enqueue(TASK);
        clock.advance(Duration.ofSeconds(7));

        QueueStatus status = monitor.queue(QUEUE);

        assertThat(status.tasks())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        MonitoredState.PENDING, 2L,
                        MonitoredState.SCHEDULED, 1L,
                        MonitoredState.ACTIVE, 1L,
                        MonitoredState.RETRY, 1L,
                        MonitoredState.ARCHIVED, 1L,
                        MonitoredState.COMPLETED, 1L));
        assertThat(status.processed()).isEqualTo(3);
        assertThat(status.failed()).isEqualTo(2);
        assertThat(status.memoryBytes()).isPositive();
        assertThat(status.latency()).isEqualTo(Duration.ofSeconds(10));
        assertThat(status.at()).isEqualTo(clock.instant());

        clock.advance(Duration.ofDays(1));
        queue.complete(takeNew());
        assertThat(monitor.queue(QUEUE).processed()).isEqualTo(1);
        assertThat(monitor.queue(QUEUE).processedEver()).isEqualTo(4);
        assertThat(monitor.queue(QUEUE).failedEver()).isEqualTo(2);
        assertThat(monitor.history(QUEUE, 3))
                .containsExactly(
                        new DayCount(QUEUE, LocalDate.parse("2026-04-03"), 1, 0),
                        new DayCount(QUEUE, LocalDate.parse("2026-04-02"), 3, 2),
                        new DayCount(QUEUE, LocalDate.parse("2026-04-01"), 0, 0));
    }

    @Test
    void forgetsDeadLettersAfterThirtyDaysAndCompletedTasksAfterTheirRetention() {
        queue.complete(takeNew());
        queue.bury(takeNew(), "gone");
        clock.advance(Duration.ofMinutes(10));
        assertThat(monitor.queue(QUEUE).count(MonitoredState.COMPLETED)).isZero();
        clock.advance(Duration.ofDays(30).minusMinutes(11));
        assertThat(monitor.queue(QUEUE).count(MonitoredState.ARCHIVED)).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));

        assertThat(monitor.queue(QUEUE).count(MonitoredState.ARCHIVED)).isZero();
    }

    @Test
    void showsATaskWithItsPayloadAndItsHistory() {
        TakenTask taken = takeNew();
        assertThat(shown(taken.id()).state()).isEqualTo(MonitoredState.ACTIVE);
        assertThat(shown(taken.id()).retried()).isZero();
        assertThat(shown(taken.id()).orphaned()).isFalse();
        clock.advance(Duration.ofSeconds(60));
        assertThat(shown(taken.id()).orphaned()).isTrue();
        Instant failedAt = clock.instant();
        queue.fail(taken, "IOException", Duration.ofSeconds(90));

        MonitoredTask waiting = shown(taken.id());

        assertThat(waiting.type()).isEqualTo("core:probe");
        assertThat(waiting.payload()).isEqualTo("{\"connection_id\":\"cxn_1\"}");
        assertThat(waiting.state()).isEqualTo(MonitoredState.RETRY);
        assertThat(waiting.maxRetries()).isEqualTo(3);
        assertThat(waiting.retried()).isEqualTo(1);
        assertThat(waiting.lastError()).isEqualTo("IOException");
        assertThat(waiting.lastFailedAt()).isEqualTo(failedAt);
        assertThat(waiting.nextRunAt()).isEqualTo(failedAt.plusSeconds(90));
        clock.advance(Duration.ofSeconds(90));
        queue.complete(take());
        assertThat(shown(taken.id()).completedAt()).isEqualTo(clock.instant());
        assertThat(shown(taken.id()).payload()).isEqualTo("{\"connection_id\":\"cxn_1\"}");
    }

    @Test
    void aTaskOfAnotherQueueOrNoTaskIsNotShown() {
        ResourceId id = queue.enqueue(TASK).id();

        assertThat(monitor.task(QueueName.LOW, id)).isEmpty();
        assertThat(monitor.task(QUEUE, UNKNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"connection_id\":\"cxn_1\",\"token_version\":3}|{\"connection_id\":\"cxn_1\",\"token_version\":3}",
                "{\"access_token\":\"abc\"}|{\"access_token\":\"***\"}",
                "{\"a\":[{\"client_secret\":7}]}|{\"a\":[{\"client_secret\":\"***\"}]}",
                "{\"x\":\"Bearer abc\"}|{\"x\":\"***\"}",
                "{\"x\":\"eyJhbGciOiJub25lIn0.e30.\"}|{\"x\":\"***\"}",
                "{\"password\":{\"x\":\"y\",\"n\":1}}|{\"password\":\"***\"}",
                "{\"tokens\":[\"a\"]}|{\"tokens\":\"***\"}",
                "no json|***",
            })
    void masksWhatLooksLikeASecret(String payload, String shown) {
        ResourceId id = queue.enqueue(NewTask.of(PROBE, payload)).id();

        assertThat(monitor.task(QUEUE, id).orElseThrow().payload()).isEqualTo(shown);
    }

    @Test
    void masksLongText() {
        ResourceId id = queue.enqueue(NewTask.of(PROBE, "{\"x\":\"" + "a".repeat(129) + "\"}"))
                .id();

        assertThat(monitor.task(QUEUE, id).orElseThrow().payload()).isEqualTo("{\"x\":\"***\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = MonitoredState.class,
            names = {"PENDING", "SCHEDULED"})
    void pagesSkipAndRepeatNothing(MonitoredState state) {
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Duration wait = state == MonitoredState.PENDING ? Duration.ZERO : Duration.ofHours(1 + i / 10);
            queued.add(queue.enqueue(TASK.after(wait)).id().text());
        }
        if (state == MonitoredState.SCHEDULED) {
            // Those of one moment come in the order of their ids.
            queued = new ArrayList<>(queued);
            queued.subList(0, 10).sort(null);
            queued.subList(10, 20).sort(null);
            queued.subList(20, 25).sort(null);
        }
        List<String> seen = new ArrayList<>();
        MonitoredTask.Position after = null;
        for (int page = 0; page < 5; page++) {
            TaskPage found = monitor.tasks(QUEUE, state, 7, after);
            found.tasks().forEach(task -> seen.add(task.id()));
            after = found.tasks().isEmpty() ? after : found.tasks().getLast().position();
            assertThat(found.total()).isEqualTo(25);
        }

        assertThat(seen).isEqualTo(queued);
    }

    @Test
    void goesOnBehindATaskThatWasTakenMeanwhile() {
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            queued.add(queue.enqueue(TASK).id().text());
        }
        TaskPage first = monitor.tasks(QUEUE, MonitoredState.PENDING, 2, null);
        queue.take("w", 3);

        TaskPage second = monitor.tasks(
                QUEUE, MonitoredState.PENDING, 10, first.tasks().getLast().position());

        assertThat(second.tasks()).extracting(MonitoredTask::id).isEqualTo(queued.subList(3, 6));
    }

    @Test
    void showsWhatSomebodyElseWroteWithoutBelievingIt() {
        access.call(c -> c.hset("authproxy:{queue}:t:no id", Map.of("type", "\u0000bad", "max", "many")));
        access.call(c -> c.lpush("authproxy:{queue}:q:default:pending", "no id", "tsk_gone"));
        access.call(c -> c.set("authproxy:{queue}:t:tsk_dddddddddddddddddddddddddd", "no hash"));
        access.call(c -> c.lpush("authproxy:{queue}:q:default:pending", "tsk_dddddddddddddddddddddddddd"));
        access.call(c -> c.zadd("authproxy:{queue}:workers", 9e15, "w"));
        access.call(c -> c.set("authproxy:{queue}:worker:w", "no json"));

        List<MonitoredTask> tasks =
                monitor.tasks(QUEUE, MonitoredState.PENDING, 10, null).tasks();

        assertThat(tasks).hasSize(3);
        assertThat(tasks.get(1).id()).isEqualTo("tsk_gone");
        assertThat(tasks)
                .anyMatch(task -> task.id().equals("malformed") && task.type().equals("malformed"));
        assertThat(monitor.workers()).isEmpty();
        assertThat(monitor.queue(QUEUE).count(MonitoredState.PENDING)).isEqualTo(3);
    }

    @Test
    void takesNothingFromAPausedQueueUntilItGoesOn() {
        queue.enqueue(TASK.on(QueueName.CRITICAL));
        ResourceId other = queue.enqueue(TASK).id();
        control.pause(QueueName.CRITICAL, true);
        control.pause(QueueName.CRITICAL, true);

        assertThat(queue.take("w", 5).tasks()).extracting(TakenTask::id).containsExactly(other.text());
        assertThat(monitor.queue(QueueName.CRITICAL).paused()).isTrue();
        assertThat(monitor.queue(QUEUE).paused()).isFalse();

        control.pause(QueueName.CRITICAL, false);
        assertThat(queue.take("w", 5).tasks()).hasSize(1);
    }

    @Test
    void runsAWaitingTaskAtOnce() {
        ResourceId id = queue.enqueue(TASK.after(Duration.ofHours(1))).id();

        assertThat(control.run(QUEUE, id)).isEqualTo(Outcome.DONE);

        assertThat(take().id()).isEqualTo(id.text());
        assertThat(monitor.queue(QUEUE).count(MonitoredState.SCHEDULED)).isZero();
    }

    @Test
    void aDeadLetterThatIsRunAgainHasAllItsAttempts() {
        ResourceId id = queue.enqueue(TASK.retrying(1).uniqueBy("cxn_1")).id();
        queue.fail(take(), "x", Duration.ZERO);
        queue.fail(take(), "x", Duration.ZERO);
        assertThat(shown(id.text()).state()).isEqualTo(MonitoredState.ARCHIVED);

        assertThat(control.run(QUEUE, id)).isEqualTo(Outcome.DONE);

        assertThat(queue.enqueue(TASK.uniqueBy("cxn_1")).already()).isTrue();
        TakenTask again = take();
        assertThat(again.attempt()).isEqualTo(1);
        queue.complete(again);
        assertThat(shown(id.text()).state()).isEqualTo(MonitoredState.COMPLETED);
        clock.advance(Duration.ofMinutes(10));
        assertThat(queue.state(id)).isEmpty();
    }

    @Test
    void aDeadLetterIsNotRunBesideAnotherTaskForTheSameThing() {
        ResourceId id = queue.enqueue(TASK.uniqueBy("cxn_1")).id();
        queue.bury(take(), "x");
        queue.enqueue(TASK.uniqueBy("cxn_1"));

        assertThat(control.run(QUEUE, id)).isEqualTo(Outcome.KEY_TAKEN);
        assertThat(control.runAll(QUEUE, MonitoredState.ARCHIVED)).isZero();

        queue.complete(take());
        assertThat(control.runAll(QUEUE, MonitoredState.ARCHIVED)).isEqualTo(1);
    }

    @Test
    void archivesAndDeletesOnlyWhatDoesNotRun() {
        TakenTask running = takeNew();
        ResourceId active = new ResourceId(IdType.TASK, running.id());
        ResourceId waiting = queue.enqueue(TASK.uniqueBy("u")).id();

        assertThat(control.archive(QUEUE, active)).isEqualTo(Outcome.WRONG_STATE);
        assertThat(control.delete(QUEUE, active)).isEqualTo(Outcome.WRONG_STATE);
        assertThat(control.run(QUEUE, active)).isEqualTo(Outcome.WRONG_STATE);
        assertThat(control.cancel(QUEUE, waiting)).isEqualTo(Outcome.WRONG_STATE);
        assertThat(control.archive(QUEUE, waiting)).isEqualTo(Outcome.DONE);
        assertThat(queue.enqueue(TASK.uniqueBy("u")).already()).isFalse();
        assertThat(control.archive(QUEUE, waiting)).isEqualTo(Outcome.WRONG_STATE);
        assertThat(control.delete(QUEUE, waiting)).isEqualTo(Outcome.DONE);
        assertThat(control.delete(QUEUE, waiting)).isEqualTo(Outcome.MISSING);
        assertThat(control.run(QueueName.LOW, active)).isEqualTo(Outcome.MISSING);
        assertThat(monitor.queue(QUEUE).count(MonitoredState.ARCHIVED)).isZero();
        assertThat(queue.complete(running)).isTrue();
    }

    @Test
    void changesAllOfAState() {
        for (int i = 0; i < 1_203; i++) {
            queue.enqueue(TASK);
        }
        for (Taken taken = queue.take("w", 16); !taken.tasks().isEmpty(); taken = queue.take("w", 16)) {
            taken.tasks().forEach(task -> queue.fail(task, "x", Duration.ofHours(1)));
        }

        assertThat(control.runAll(QUEUE, MonitoredState.RETRY)).isEqualTo(1_203);
        assertThat(monitor.queue(QUEUE).count(MonitoredState.PENDING)).isEqualTo(1_203);

        for (Taken taken = queue.take("w", 16); !taken.tasks().isEmpty(); taken = queue.take("w", 16)) {
            taken.tasks().forEach(task -> queue.bury(task, "x"));
        }
        assertThat(control.deleteAll(QUEUE, MonitoredState.ARCHIVED)).isEqualTo(1_203);
        assertThat(access.<List<String>>call(c -> c.keys("authproxy:{queue}:t:*")))
                .isEmpty();
    }

    @Test
    void aRunningTaskIsAskedToStopAndNeverTakenAgainWhenItsWorkerDies() {
        TakenTask running = takeNew();
        ResourceId id = new ResourceId(IdType.TASK, running.id());
        assertThat(queue.cancelled(List.of(running))).isEmpty();

        assertThat(control.cancel(QUEUE, id)).isEqualTo(Outcome.DONE);

        assertThat(queue.cancelled(List.of(running))).containsExactly(running.owner());
        clock.advance(Duration.ofSeconds(60));
        assertThat(queue.take("w2", 1).tasks()).isEmpty();
        assertThat(shown(id.text()).lastError()).isEqualTo("cancelled");
    }

    @Test
    void showsWorkersWithWhatTheyRunUntilTheyVanish() {
        WorkerFacts facts = new WorkerFacts("w", "host", 17, 8, Duration.ofMinutes(30), clock.instant(), true);
        monitor.announce(facts, Duration.ofSeconds(20));
        TakenTask running = takeNew();
        WorkerStatus.Run run = new WorkerStatus.Run(
                running.id(),
                "core:probe",
                QUEUE,
                clock.instant(),
                clock.instant().plus(Duration.ofMinutes(30)));

        assertThat(monitor.workers()).containsExactly(new WorkerStatus(facts, List.of(run)));

        clock.advance(Duration.ofSeconds(20));
        assertThat(monitor.workers()).isEmpty();
        monitor.announce(facts, Duration.ofSeconds(20));
        monitor.announce(facts, Duration.ZERO);
        assertThat(monitor.workers()).isEmpty();
    }

    @Test
    void saysWhetherTheQueueCanBeReached() {
        assertThat(queue.isReachable()).isTrue();
        access.close();
        assertThat(queue.isReachable()).isFalse();
    }

    private TakenTask takeNew() {
        queue.enqueue(TASK);
        return take();
    }

    private TakenTask take() {
        return queue.take("w", 1).tasks().getFirst();
    }

    private MonitoredTask shown(String id) {
        return monitor.task(QUEUE, new ResourceId(IdType.TASK, id)).orElseThrow();
    }
}
