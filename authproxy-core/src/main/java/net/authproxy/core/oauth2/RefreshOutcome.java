package net.authproxy.core.oauth2;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a refresh ended, for whoever waits for it. */
public sealed interface RefreshOutcome {

    /** There is a newer token; it is committed. */
    record Renewed(StoredToken token) implements RefreshOutcome {}

    /** Only the user can help. */
    record NeedsReauth(String error) implements RefreshOutcome {}

    /** Only the operator can help. */
    record ClientRejected(String error) implements RefreshOutcome {}

    /** May work later; the old token stays.
     *
     * @param retryAfter when it makes sense to ask again
     */
    record Later(String error, @Nullable Duration retryAfter) implements RefreshOutcome {}
}
