package net.authproxy.core.shared.task;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether and why a run is to stop; the first reason stays. */
final class Cancellation {

    /** Why a run is cancelled. */
    enum Reason {
        RUN_LIMIT,
        LEASE_LOST,
        SHUTDOWN,
        OPERATOR
    }

    private final AtomicReference<Optional<Reason>> reason = new AtomicReference<>(Optional.empty());

    void cancel(Reason why) {
        reason.compareAndSet(Optional.empty(), Optional.of(why));
    }

    Optional<Reason> reason() {
        return reason.get();
    }
}
