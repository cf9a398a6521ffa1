package net.authproxy.core.purge;

import java.time.Duration;

/**
 * When deleted rows go.
 *
 * @param retention how long they are kept ({@code database.soft_delete_retention})
 */
public record PurgePolicy(Duration retention) {

    private static final Duration SHORT = Duration.ofHours(24);

    /** Once a day is too rare for rows that are kept for a day at most. */
    String schedule() {
        return retention.compareTo(SHORT) <= 0 ? "@hourly" : "@daily";
    }
}
