package net.authproxy.core.webhook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import org.jspecify.annotations.Nullable;

/**
 * Which events a webhook wants to hear of (contract 12).
 *
 * @param patterns names such as {@code connection.ready}, or all of a kind: {@code connection.*}; no duplicates, at least
 *     one
 */
public record EventPatterns(List<String> patterns) {

    private static final Set<String> NAMES = Set.of(
            "connection.ready",
            "connection.unhealthy",
            "connection.healthy",
            "connection.reauthorized",
            "connection.disconnected",
            "connector.published",
            "connector.promoted",
            "encryption_key.rotated",
            "namespace.destroyed");

    private static final Set<String> KINDS = Set.of("connection.*", "connector.*", "encryption_key.*", "namespace.*");

    /**
     * Checks what a caller wants.
     *
     * @throws AuthProxyException {@code validation_failed} when there is none, or one that no event has
     */
    public EventPatterns {
        patterns = List.copyOf(new LinkedHashSet<>(patterns));
        if (patterns.isEmpty()) {
            throw AuthProxyException.invalid("events", "at least one is required");
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (!NAMES.contains(patterns.get(i)) && !KINDS.contains(patterns.get(i))) {
                throw AuthProxyException.invalid(
                        "events[" + i + "]", "no such event; a name such as connection.ready, or connection.*");
            }
        }
    }

    /** The same from members of a request that may be null. */
    public static EventPatterns of(List<@Nullable String> patterns) {
        return new EventPatterns(patterns.stream()
                .<String>map(pattern -> pattern == null ? "" : pattern)
                .toList());
    }

    /** Whether the event of that name is wanted. */
    public boolean matches(String event) {
        String kind = event.substring(0, event.indexOf('.')) + ".*";
        return patterns.contains(event) || patterns.contains(kind);
    }
}
