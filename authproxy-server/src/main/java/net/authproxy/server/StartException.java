package net.authproxy.server;

/** The start cannot go on; the message is for the operator, one line, without any secret. */
final class StartException extends RuntimeException {

    StartException(String message) {
        super(message);
    }

    /** @param cause for the log, where there is one; the message stands alone */
    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
