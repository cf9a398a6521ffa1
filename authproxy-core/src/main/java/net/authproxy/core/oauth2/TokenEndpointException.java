package net.authproxy.core.oauth2;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token request that brought no token, and what that means (contract 8.5). The message may be shown to people. */
public final class TokenEndpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String error;
    private final transient @Nullable Duration retryAfter;

    TokenEndpointException(
            Kind kind, String error, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /** What a failure means. */
    public enum Kind {
        /** Only the user can help. */
        PERMANENT,
        /** Only the operator can help. */
        CLIENT_REJECTED,
        /** Passes by itself; the provider has not acted on the request. */
        TRANSIENT,
        /** The request went out and no usable answer came back: the provider may have acted on it. */
        LOST_ANSWER,
        /** Some other refusal. */
        OTHER
    }

    /** A definition that cannot be used for this connection. */
    public static TokenEndpointException clientUnusable(String why) {
        return OAuth2Client.unusable(why, null);
    }

    /** What may be shown to people. */
    public String text() {
        String message = getMessage();
        return message == null ? error : message;
    }

    public Kind kind() {
        return kind;
    }

    /** The provider's error code, or ours: one word. */
    public String error() {
        return error;
    }

    /** How long the provider asked us to wait; absent if it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
