package net.authproxy.cli;

/** A failure that one line explains to the person at the terminal; it ends the command with status 1. */
final class CliException extends RuntimeException {

    CliException(String message) {
        super(message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
