package net.authproxy.core.setup;

/** A step of a set-up that did not work out. The message is shown to the user: plain, short, without secrets. */
final class SetupFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SetupFailedException(String message) {
        super(message);
    }

    String text() {
        String message = getMessage();
        return message == null ? "the set-up failed" : message;
    }
}
