package net.authproxy.web.precondition;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.web.json.Timestamps;

/** Reads an If-Match header (RFC 9110 13.1.1): {@code *}, or a list of entity tags, weak ones never matching. */
final class IfMatch {

    static final String HEADER = "If-Match";

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(,|$)");
    private static final int LONGEST = 4_096;

    private IfMatch() {}

    static Precondition parse(String header) {
        if (header.trim().equals("*")) {
            return Precondition.NONE;
        }
        Set<Instant> seen = new HashSet<>();
        Matcher tags = TAG.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (header.length() > LONGEST || !tags.find(at) || tags.start() != at) {
                throw malformed();
            }
            if (tags.group(1) == null) {
                add(tags.group(2), seen);
            }
            at = tags.end();
        }
        if (at == 0 || header.trim().endsWith(",")) {
            throw malformed();
        }
        return new Precondition(Set.copyOf(seen));
    }

    /** A tag that we cannot have given matches nothing. */
    private static void add(String tag, Set<Instant> seen) {
        try {
            Instant time = Instant.parse(tag);
            if (Timestamps.text(time).equals(tag)) {
                seen.add(time);
            }
        } catch (DateTimeParseException notOurs) {
            // RFC 9110 13.1.1: a tag that is not the present one makes the condition false.
        }
    }

    private static AuthProxyException malformed() {
        return new AuthProxyException(
                ErrorCode.INVALID_HEADER,
                HEADER + " must be * or a list of entity tags",
                java.util.List.of(new FieldError(HEADER, "must be * or a list of entity tags")));
    }
}
