package net.authproxy.web.errorpage;

import java.util.Locale;

/** The three failures a page can tell of (contract 5.6). */
public enum ErrorKind {
    NOT_FOUND(404, "Page not found", "What you were looking for does not exist."),
    UNAUTHORIZED(401, "Not signed in", "Your sign-in is missing or no longer valid. Go back and try again."),
    INTERNAL_ERROR(500, "Something went wrong", "The request could not be completed. Try again in a moment.");

    private final int status;
    private final String title;
    private final String description;

    ErrorKind(int status, String title, String description) {
        this.status = status;
        this.title = title;
        this.description = description;
    }

    /** The name in {@code error_pages} and in {@code /error?error=..}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name; anything else is an internal error, and none of the text is shown. */
    static ErrorKind of(String text) {
        for (ErrorKind kind : values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        return INTERNAL_ERROR;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
