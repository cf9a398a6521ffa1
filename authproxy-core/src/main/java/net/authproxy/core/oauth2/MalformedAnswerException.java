package net.authproxy.core.oauth2;

/** A 2xx answer of a token endpoint that is none. The message names the rule, never the content. */
final class MalformedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }
}
