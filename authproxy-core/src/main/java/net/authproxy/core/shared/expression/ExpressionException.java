package net.authproxy.core.shared.expression;

/** An expression that does not compile, fails or exceeds a limit. The message holds no data, at most the author's text. */
public final class ExpressionException extends RuntimeException {

    /** Why it failed. */
    public enum Reason {
        /** Not valid CEL, or of the wrong type. */
        INVALID,
        /** More than 100 ms. */
        TIME,
        /** More than 10 000 iterations. */
        ITERATIONS,
        /** More data produced than allowed, or too many options. */
        SIZE,
        /** The input is larger than 1 MiB or is not JSON. */
        INPUT,
        /** The evaluation failed, for instance because a member is missing. */
        FAILED,
        /** The result is not of the expected type. */
        RESULT
    }

    private final Reason reason;

    ExpressionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ExpressionException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** The text for the author of the expression. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
