package net.authproxy.core.connector.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector changes about request recording; an absent part leaves the server's setting (contract 10.3).
 *
 * @param mode whether whole requests are recorded
 * @param maxRequestSize bytes recorded of a request
 * @param maxResponseSize bytes recorded of a response
 * @param contentTypes recorded types; empty: the server's
 * @param redact what is masked besides the server's list
 */
public record Recording(
        @Nullable Mode mode,
        @Nullable Long maxRequestSize,
        @Nullable Long maxResponseSize,
        List<String> contentTypes,
        Redaction redact) {

    public static final Recording SERVER_DEFAULT = new Recording(null, null, null, List.of(), Redaction.NONE);

    public Recording {
        contentTypes = List.copyOf(contentTypes);
    }

    /** When whole requests are recorded. */
    public enum Mode {
        NEVER,
        ON_ERROR,
        ALWAYS
    }

    /**
     * What is masked.
     *
     * @param headers header names
     * @param jsonFields member names, at any depth
     * @param queryParams parameter names
     * @param patterns regular expressions (RE2) over text
     */
    public record Redaction(
            List<String> headers, List<String> jsonFields, List<String> queryParams, List<String> patterns) {

        public static final Redaction NONE = new Redaction(List.of(), List.of(), List.of(), List.of());

        public Redaction {
            headers = List.copyOf(headers);
            jsonFields = List.copyOf(jsonFields);
            queryParams = List.copyOf(queryParams);
            patterns = List.copyOf(patterns);
        }
    }
}
