package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which slots of which schedules were queued. It outlives every worker, so that neither a restart nor two leaders lose or
 * double a slot. All methods throw {@code unavailable} when the store is away.
 */
public interface ScheduleStore {

    /**
     * The last queued slot of each schedule; for one that was never seen before it is the given moment, which is kept.
     *
     * @param now by the wall clock
     */
    Map<String, Instant> lastSlots(Collection<String> schedules, Instant now);

    /**
     * Queues the task of a slot and remembers the slot, in one step.
     *
     * @return false when that slot or a later one was queued before; nothing is queued then
     * @throws FencedOffException when a later holder of the task's lock has queued before
     */
    boolean enqueue(String schedule, Instant slot, NewTask task);

    /**
     * Shows what is scheduled, instead of what was shown before.
     *
     * @param lifetime time after which it is no longer shown unless it is published again
     */
    void publish(Collection<ScheduleEntry> entries, Duration lifetime);

    /** What the leading worker has scheduled, by name; empty when nobody leads. */
    List<ScheduleEntry> entries();
}
