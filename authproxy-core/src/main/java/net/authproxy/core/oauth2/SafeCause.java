package net.authproxy.core.oauth2;

import net.authproxy.core.shared.error.AuthProxyException;

/**
 * A failure of a refresh for the log: classes and our own codes, never a message. A provider's words stand in messages, its
 * own or those of a cause, and a provider may quote the very token it was asked about.
 */
public final class SafeCause {

    private SafeCause() {}

    /** Such as {@code IllegalStateException<-TokenEndpointException(PERMANENT,invalid_grant)}. */
    public static String of(Throwable problem) {
        StringBuilder text = new StringBuilder(name(problem));
        Throwable cause = problem.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++) {
            text.append("<-").append(name(cause));
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static String name(Throwable problem) {
        String name = problem.getClass().getSimpleName();
        return switch (problem) {
            // One word, which was checked when the answer was read.
            case TokenEndpointException known -> name + "(" + known.kind() + "," + known.error() + ")";
            case AuthProxyException known -> name + "(" + known.code().code() + ")";
            default -> name;
        };
    }
}
