package net.authproxy.core.shared.task;

/** One run of a task. */
public final class TaskContext {

    private final Task task;
    private final TakenTask taken;
    private final Cancellation cancellation;

    TaskContext(Task task, TakenTask taken, Cancellation cancellation) {
        this.task = task;
        this.taken = taken;
        this.cancellation = cancellation;
    }

    public Task task() {
        return task;
    }

    /** Number of this attempt, from 1. */
    public int attempt() {
        return taken.attempt();
    }

    /** Whether a failure now would make the task a dead letter. */
    public boolean isLastAttempt() {
        return taken.attempt() > taken.maxRetries();
    }

    /** Larger than the number of every earlier run of any task. */
    public long fence() {
        return taken.fence();
    }

    /** Whether the handler should stop: run limit, lost lease, an operator or shutdown. Handlers with loops ask between steps. */
    public boolean isCancelled() {
        return cancellation.reason().isPresent();
    }

    /** Stops the handler when the run was cancelled. */
    public void checkCancelled() {
        if (isCancelled()) {
            throw new TaskCancelledException();
        }
    }
}
