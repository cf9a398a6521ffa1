package net.authproxy.core.shared.template;

/**
 * A template that cannot be compiled, or values that do not fit it. The message names the variable or the place, never
 * a value, so that it may be shown to whoever wrote the template or the value.
 */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The text for the caller. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
