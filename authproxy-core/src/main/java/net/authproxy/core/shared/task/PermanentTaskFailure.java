package net.authproxy.core.shared.task;

/** Trying again cannot help: the task becomes a dead letter. The message is shown to operators and holds no secret. */
public final class PermanentTaskFailure extends RuntimeException {

    public PermanentTaskFailure(String message) {
        super(message);
    }

    public PermanentTaskFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
