package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.task.Cancellation.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of all runs of a worker: prolongs their leases, and cancels those whose lease is lost or whose time is
 * up. A handler that has not stopped by the next beat is interrupted. Time is monotonic (security D9).
 */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final WorkQueue queue;
    private final Duration runLimit;
    private final LongSupplier nanoTime;

    LeaseKeeper(WorkQueue queue, Duration runLimit, LongSupplier nanoTime) {
        this.queue = queue;
        this.runLimit = runLimit;
        this.nanoTime = nanoTime;
    }

    Duration interval() {
        return queue.lease().dividedBy(4);
    }

    void beat(Collection<TaskRun> running) {
        if (running.isEmpty()) {
            return;
        }
        for (TaskRun run : running) {
            if (run.cancellation().reason().isPresent()) {
                run.interrupt();
            }
        }
        renew(List.copyOf(running));
        heedOperators(running);
        for (TaskRun run : running) {
            cancelWhen(run, run.renewedAt(), queue.lease(), Reason.LEASE_LOST);
            cancelWhen(run, run.startedAt(), runLimit, Reason.RUN_LIMIT);
        }
    }

    /** Cancels what an operator wants to stop. */
    void heedOperators(Collection<TaskRun> running) {
        if (running.isEmpty()) {
            return;
        }
        try {
            Set<String> stop =
                    queue.cancelled(running.stream().map(TaskRun::task).toList());
            running.stream()
                    .filter(run -> stop.contains(run.task().owner()))
                    .forEach(run -> run.cancellation().cancel(Reason.OPERATOR));
        } catch (AuthProxyException away) {
            LOG.warn("not known which tasks are to stop", away);
        }
    }

    private void renew(Collection<TaskRun> running) {
        long before = nanoTime.getAsLong();
        try {
            Set<String> lost = queue.renew(running.stream().map(TaskRun::task).toList());
            for (TaskRun run : running) {
                if (lost.contains(run.task().owner())) {
                    run.cancellation().cancel(Reason.LEASE_LOST);
                } else {
                    run.renewed(before);
                }
            }
        } catch (AuthProxyException away) {
            LOG.warn("leases of {} tasks not renewed", running.size(), away);
        }
    }

    private void cancelWhen(TaskRun run, long since, Duration limit, Reason reason) {
        if (nanoTime.getAsLong() - since >= limit.toNanos()) {
            run.cancellation().cancel(reason);
        }
    }
}
