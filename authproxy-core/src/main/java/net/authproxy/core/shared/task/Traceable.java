package net.authproxy.core.shared.task;

/**
 * A failure without its messages, for the log: where it happened and of what class it was. The message of an unknown
 * exception may hold a token or an address with a query.
 */
final class Traceable extends Exception {

    private Traceable(Throwable problem) {
        super(problem.getClass().getName(), problem.getCause() == null ? null : new Traceable(problem.getCause()));
        setStackTrace(problem.getStackTrace());
    }

    static Traceable of(Throwable problem) {
        return new Traceable(problem);
    }
}
