package net.authproxy.core.shared.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal or failure with a stable code. The message goes to the caller as it stands, so it never holds a secret, a
 * class name or SQL; the cause is only for our log.
 */
public final class AuthProxyException extends RuntimeException {

    private final ErrorCode code;
    private final List<FieldError> fields;
    private final Map<String, Object> details;

    public AuthProxyException(ErrorCode code, String message) {
        this(code, message, List.of(), Map.of());
    }

    public AuthProxyException(ErrorCode code, String message, List<FieldError> fields) {
        this(code, message, fields, Map.of());
    }

    public AuthProxyException(ErrorCode code, String message, Throwable cause) {
        this(code, message, List.of(), Map.of());
        initCause(cause);
    }

    private AuthProxyException(ErrorCode code, String message, List<FieldError> fields, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.details = Map.copyOf(details);
    }

    /** A 400 with one finding about one member of the input. */
    public static AuthProxyException invalid(String path, String message) {
        return new AuthProxyException(
                ErrorCode.VALIDATION_FAILED, path + ": " + message, List.of(new FieldError(path, message)));
    }

    /** The same failure with one more member in its error body, such as {@code state} or {@code phase}. */
    public AuthProxyException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(member, value);
        AuthProxyException copy = new AuthProxyException(code, message(), fields, more);
        copy.setStackTrace(getStackTrace());
        if (getCause() != null) {
            copy.initCause(getCause());
        }
        return copy;
    }

    public ErrorCode code() {
        return code;
    }

    /** The text for the caller. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** All findings; empty unless the input is at fault. */
    public List<FieldError> fields() {
        return fields;
    }

    /** Extra members of the error body; empty for most. */
    public Map<String, Object> details() {
        return details;
    }
}
