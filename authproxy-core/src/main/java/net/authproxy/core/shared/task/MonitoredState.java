package net.authproxy.core.shared.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task stands, as operators see it (contract 12). */
public enum MonitoredState {
    PENDING,
    ACTIVE,
    SCHEDULED,
    RETRY,
    /** A dead letter. */
    ARCHIVED,
    COMPLETED;

    /** The word in JSON, in paths and in the store. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that word; empty for an unknown one. */
    public static Optional<MonitoredState> parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
