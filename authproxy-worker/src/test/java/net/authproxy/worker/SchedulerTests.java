package net.authproxy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import net.authproxy.core.shared.lock.RedisDistributedLock;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.RedisScheduleStore;
import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.ScheduleEntry;
import net.authproxy.core.shared.task.TaskType;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who queues which slot, on a real Redis with a clock that the test moves (contract 12). */
class SchedulerTests {

    private static final TaskType SWEEP = new TaskType("core:sweep");
    private static final Schedule EVERY_FIVE = Schedule.of(NewTask.of(SWEEP, "{}"), "*/5 * * * *");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:14:30Z");
    private final AtomicLong nanos = new AtomicLong(-7);
    private final RedisAccess access =
            RedisAccess.to(RedisEndpoint.of(redis.host(), redis.port(), SecretString.of(redis.password())));
    private final RedisTime time = RedisTime.of(clock);
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access, time, new PlainCipher(), new IdGenerator(clock, new SecureRandom()), new SecureRandom());
    private final RedisScheduleStore store = new RedisScheduleStore(access, time, queue);

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void queuesEachSlotOnceAndNoneBeforeItsTime() {
        Scheduler scheduler = scheduler(EVERY_FIVE);
        scheduler.round();
        assertThat(queued()).isEmpty();

        passWith(Duration.ofMinutes(11), scheduler);

        assertThat(queued())
                .containsExactly(
                        "core:sweep@2026-04-02T09:15:00Z",
                        "core:sweep@2026-04-02T09:20:00Z",
                        "core:sweep@2026-04-02T09:25:00Z");
    }

    @Test
    void oneOfTwoLeads() {
        Scheduler first = scheduler(EVERY_FIVE);
        Scheduler second = scheduler(EVERY_FIVE);

        passWith(Duration.ofMinutes(6), first, second);

        assertThat(first.isLeading()).isTrue();
        assertThat(second.isLeading()).isFalse();
        assertThat(queued()).containsExactly("core:sweep@2026-04-02T09:15:00Z", "core:sweep@2026-04-02T09:20:00Z");
    }

    @Test
    void theNextTakesOverFromADeadLeaderAndDoublesNoSlot() {
        Scheduler dead = scheduler(EVERY_FIVE);
        Scheduler next = scheduler(EVERY_FIVE);
        passWith(Duration.ofSeconds(40), dead, next);
        assertThat(queued()).hasSize(1);

        Duration waited = Duration.ZERO;
        while (!next.isLeading()) {
            passWith(Duration.ofSeconds(1), next);
            waited = waited.plusSeconds(1);
        }

        assertThat(waited).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(35));
        assertThat(dead.isLeading()).isFalse();
        passWith(Duration.ofMinutes(5), next);
        assertThat(queued()).containsExactly("core:sweep@2026-04-02T09:15:00Z", "core:sweep@2026-04-02T09:20:00Z");
    }

    /** A leader that hung for a while wakes up and still believes in its lease. */
    @Test
    void aFormerLeaderIsFencedOff() {
        Leadership blind =
                new Leadership(new RedisDistributedLock(access, time), Scheduler.LOCK, Scheduler.LEASE, () -> 0);
        Scheduler former = new Scheduler(List.of(EVERY_FIVE), queue, store, blind, clock, Duration.ofMinutes(5));
        former.round();
        Scheduler leader = scheduler(EVERY_FIVE);
        pass(Duration.ofSeconds(31));
        leader.round();
        assertThat(leader.isLeading()).isTrue();
        assertThat(queued()).hasSize(1);
        pass(Duration.ofMinutes(5));

        former.round();

        assertThat(queued()).hasSize(1);
        leader.round();
        assertThat(queued()).hasSize(2);
    }

    /** Redis did it, but the answer did not arrive: the leader asks again. */
    @Test
    void aSlotWhoseAnswerWasLostIsNotDoubled() {
        Scheduler scheduler = scheduler(EVERY_FIVE);
        scheduler.round();
        NewTask task = EVERY_FIVE.task().uniqueBy("the first try");
        assertThat(store.enqueue("core:sweep", Instant.parse("2026-04-02T09:15:00Z"), task))
                .isTrue();

        passWith(Duration.ofMinutes(1), scheduler);

        assertThat(queued()).containsExactly("the first try");
    }

    @Test
    void whatPassedWhileNobodyLedIsRunOnceAtTheTakeOver() {
        passWith(Duration.ofMinutes(1), scheduler(EVERY_FIVE));
        pass(Duration.ofHours(3));

        Scheduler next = scheduler(EVERY_FIVE);
        passWith(Duration.ofSeconds(10), next);

        assertThat(queued()).containsExactly("core:sweep@2026-04-02T09:15:00Z", "core:sweep@2026-04-02T12:15:00Z");
    }

    @Test
    void aRestartBeforeTheFirstSlotLosesNoDay() {
        Schedule daily = Schedule.of(NewTask.of(SWEEP, "{}"), "@daily");
        passWith(Duration.ofSeconds(1), scheduler(daily));
        pass(Duration.ofHours(20));

        passWith(Duration.ofSeconds(1), scheduler(daily));

        assertThat(queued()).containsExactly("core:sweep@2026-04-03T00:00:00Z");
    }

    @Test
    void aStoppedLeaderLetsTheNextLeadAtOnce() {
        Scheduler first = scheduler(EVERY_FIVE);
        first.round();
        first.stop();

        Scheduler next = scheduler(EVERY_FIVE);
        next.round();

        assertThat(next.isLeading()).isTrue();
    }

    @Test
    void aSlotIsSkippedWhileTheUniqueTaskOfAnEarlierOneWaits() {
        Schedule unique = Schedule.of(NewTask.of(SWEEP, "{}").uniqueBy("sweep"), "*/5 * * * *");

        passWith(Duration.ofMinutes(20), scheduler(unique));

        assertThat(queued()).containsExactly("sweep");
    }

    @Test
    void schedulesAreReadAgain() {
        AtomicReference<Optional<Cron>> cron = new AtomicReference<>(Optional.of(new Cron("@daily")));
        Scheduler scheduler = scheduler(Schedule.of(NewTask.of(SWEEP, "{}"), cron::get));
        passWith(Duration.ofMinutes(1), scheduler);
        cron.set(Optional.of(new Cron("*/5 * * * *")));

        passWith(Duration.ofMinutes(10), scheduler);

        assertThat(queued()).isNotEmpty();
        cron.set(Optional.empty());
        passWith(Duration.ofMinutes(6), scheduler);
        assertThat(store.entries()).isEmpty();
    }

    @Test
    void tellsTheNextAndTheLastRunWhileSomebodyLeads() {
        Scheduler scheduler = scheduler(EVERY_FIVE);
        scheduler.round();
        Instant next = Instant.parse("2026-04-02T09:15:00Z");
        assertThat(store.entries()).containsExactly(new ScheduleEntry("core:sweep", "*/5 * * * *", SWEEP, next, null));

        passWith(Duration.ofMinutes(1), scheduler);

        assertThat(store.entries())
                .containsExactly(new ScheduleEntry("core:sweep", "*/5 * * * *", SWEEP, next.plusSeconds(300), next));
    }

    @Test
    void whatRunsAtTheStartIsQueuedByALeaderAndByAFollower() {
        Schedule resume = Schedule.of(NewTask.of(SWEEP, "{}"), "@daily").alsoAtStart();
        scheduler(resume).round();
        assertThat(queued()).containsExactly("core:sweep@start");
        redis.command("DEL authproxy:{queue}:u:core:sweep@start");

        scheduler(resume).round();

        assertThat(queuedTasks()).hasSize(2);
    }

    @Test
    void aRedisThatLostEverythingHasTheStartTasksQueuedAgain() {
        Scheduler scheduler = scheduler(ResumeLostWork.SCHEDULE);
        passWith(Duration.ofSeconds(5), scheduler);
        redis.flush();

        passWith(Duration.ofSeconds(11), scheduler);

        assertThat(scheduler.isLeading()).isTrue();
        assertThat(queued()).containsExactly("database:resume");
    }

    @Test
    void goesOnWhenRedisWasAway() {
        Scheduler scheduler = scheduler(EVERY_FIVE);
        scheduler.round();
        String user = redis.command("ACL SETUSER default resetkeys");
        assertThat(user).startsWith("+OK");
        passWith(Duration.ofMinutes(1), scheduler);
        redis.command("ACL SETUSER default allkeys");

        passWith(Duration.ofSeconds(10), scheduler);

        assertThat(queued()).containsExactly("core:sweep@2026-04-02T09:15:00Z");
    }

    private Scheduler scheduler(Schedule... schedules) {
        Leadership leadership =
                new Leadership(new RedisDistributedLock(access, time), Scheduler.LOCK, Scheduler.LEASE, nanos::get);
        return new Scheduler(List.of(schedules), queue, store, leadership, clock, Duration.ofMinutes(5));
    }

    private void pass(Duration step) {
        clock.advance(step);
        nanos.addAndGet(step.toNanos());
    }

    /** Lets time pass second by second, as the timer would. */
    private void passWith(Duration whole, Scheduler... schedulers) {
        for (long second = 0; second < whole.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
            for (Scheduler scheduler : schedulers) {
                scheduler.round();
            }
        }
    }

    private List<String> queuedTasks() {
        List<String> ids = new ArrayList<>(access.call(c -> c.lrange("authproxy:{queue}:q:default:pending", 0, -1)));
        return ids.reversed();
    }

    /** The unique keys of what waits, the oldest first. */
    private List<String> queued() {
        return queuedTasks().stream()
                .map(id -> access.<String>call(c -> c.hget("authproxy:{queue}:t:" + id, "unique")))
                .toList();
    }
}
