package net.authproxy.jose;

/**
 * A text that is not an acceptable compact JWS (contract 5.2). The reason is for logs and for the command line; callers
 * over HTTP only ever learn {@code invalid token} (contract 5.4).
 */
public final class InvalidTokenException extends RuntimeException {

    private final String reason;

    public InvalidTokenException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong, without any part of the token. */
    public String reason() {
        return reason;
    }
}
