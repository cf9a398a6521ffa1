package net.authproxy.core.shared.task;

/** The handler stopped because its run was cancelled. */
public final class TaskCancelledException extends RuntimeException {

    public TaskCancelledException() {
        super("the run was cancelled");
    }
}
