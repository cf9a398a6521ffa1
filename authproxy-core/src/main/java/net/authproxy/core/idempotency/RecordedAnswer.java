package net.authproxy.core.idempotency;

import java.util.Map;

/**
 * An answer to be given again. May hold what only its first reader should see: stored encrypted, never printed.
 *
 * @param headers those that belong to the answer, not to its transport
 */
public record RecordedAnswer(int status, Map<String, String> headers, String body) {

    /** The status only. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
