package net.authproxy.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.task.FencedOffException;
import net.authproxy.core.shared.task.LockFence;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.ScheduleEntry;
import net.authproxy.core.shared.task.ScheduleStore;
import net.authproxy.core.shared.task.TaskQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the tasks of schedules when their time has come, while this worker leads (contract 12). A slot that cannot be
 * queued is tried again every second. Of the slots that passed while nobody led, the last one is queued at the take-over.
 */
final class Scheduler {

    static final String LOCK = "worker:scheduler_master";
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration SHOWN = Duration.ofSeconds(60);
    private static final Duration SHOW = Duration.ofSeconds(20);

    private final List<Schedule> schedules;
    private final TaskQueue queue;
    private final ScheduleStore store;
    private final Leadership leadership;
    private final Clock clock;
    private final Duration readInterval;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());
    private final List<Planned> plan = new ArrayList<>();
    private Optional<LockFence> fence = Optional.empty();
    private Instant readAt = Instant.MIN;
    private Instant shownAt = Instant.MIN;
    private boolean startsDue = true;
    private boolean troubled;

    /**
     * @param readInterval how often schedules are read again ({@code worker.cron_sync_interval})
     */
    Scheduler(
            List<Schedule> schedules,
            TaskQueue queue,
            ScheduleStore store,
            Leadership leadership,
            Clock clock,
            Duration readInterval) {
        this.schedules = List.copyOf(schedules);
        this.queue = queue;
        this.store = store;
        this.leadership = leadership;
        this.clock = clock;
        this.readInterval = readInterval;
        if (schedules.stream().map(Schedule::name).distinct().count() != schedules.size()) {
            throw new IllegalStateException("two schedules have the same name");
        }
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isLeading() {
        return leadership.isLeading();
    }

    /** Stops and lets another worker lead. */
    void stop() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(ROUND.toSeconds(), TimeUnit.SECONDS)) {
                leadership.resign();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (AuthProxyException away) {
            log.debug("the lease of the scheduler ends by itself", away);
        }
    }

    /** One look at the clock; never throws, as an exception would end all further ones. */
    void round() {
        try {
            lead();
            troubled = false;
        } catch (FencedOffException late) {
            log.info("action=scheduler_fenced_off");
            leadership.lose();
        } catch (RuntimeException problem) {
            if (!troubled) {
                log.warn("reason=schedules_not_queued", problem);
            }
            troubled = true;
        }
    }

    private void lead() {
        Optional<LockFence> now = leadership.hold();
        if (!now.equals(fence)) {
            fence = now;
            // Whoever held the lock before may have queued slots, and a Redis that lost the lock has lost all else.
            readAt = Instant.MIN;
            startsDue |= now.isPresent();
            log.info("action={}", now.isPresent() ? "scheduler_leads" : "scheduler_follows");
        }
        if (startsDue) {
            schedules.stream().filter(Schedule::atStart).forEach(this::queueStart);
            startsDue = false;
        }
        if (now.isPresent()) {
            runSlots(now.get());
        }
    }

    private void runSlots(LockFence held) {
        Instant now = clock.instant();
        boolean changed = false;
        if (readAt.equals(Instant.MIN) || !now.isBefore(readAt.plus(readInterval))) {
            read(now);
            changed = true;
        }
        for (Planned planned : plan) {
            changed |= planned.queueDue(now, held);
        }
        if (changed || !now.isBefore(shownAt.plus(SHOW))) {
            store.publish(
                    plan.stream().flatMap(planned -> planned.entry().stream()).toList(), SHOWN);
            shownAt = now;
        }
    }

    private void read(Instant now) {
        List<Planned> read = new ArrayList<>();
        Map<String, Instant> slots =
                store.lastSlots(schedules.stream().map(Schedule::name).toList(), now);
        for (Schedule schedule : schedules) {
            Instant last = slots.getOrDefault(schedule.name(), now);
            schedule.cron().get().ifPresent(cron -> read.add(new Planned(schedule, cron, last)));
        }
        plan.clear();
        plan.addAll(read);
        readAt = now;
    }

    private void queueStart(Schedule schedule) {
        if (schedule.cron().get().isEmpty()) {
            return;
        }
        NewTask task = unique(schedule, "start");
        queue.enqueue(fence.map(task::under).orElse(task));
    }

    private static NewTask unique(Schedule schedule, Object slot) {
        NewTask task = schedule.task();
        return task.uniqueKey() == null ? task.uniqueBy(schedule.name() + "@" + slot) : task;
    }

    /** A schedule with its expression and where it has come to. */
    private final class Planned {

        private final Schedule schedule;
        private final Cron cron;
        private Instant last;
        private Optional<Instant> next;

        Planned(Schedule schedule, Cron cron, Instant last) {
            this.schedule = schedule;
            this.cron = cron;
            this.last = last;
            this.next = CronSlots.next(cron, last);
        }

        boolean queueDue(Instant now, LockFence held) {
            if (next.isEmpty() || next.get().isAfter(now)) {
                return false;
            }
            Instant slot = CronSlots.latest(cron, last, now).orElse(now);
            store.enqueue(schedule.name(), slot, unique(schedule, slot).under(held));
            last = slot;
            next = CronSlots.next(cron, slot);
            return true;
        }

        Optional<ScheduleEntry> entry() {
            return next.map(slot -> new ScheduleEntry(
                    schedule.name(), cron.expression(), schedule.task().type(), slot, null));
        }
    }
}
