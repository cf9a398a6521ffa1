package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody else's attempt was seen to stand still, by looks in quick succession on a monotonic clock. Neither a
 * wrong clock nor a database that was away makes an attempt look abandoned: the process that works at it may hold the
 * answer until the database is back, and needs its turn. For one thread.
 */
final class AttemptWatch {

    /** A longer pause between two looks tells nothing about the time in between. */
    static final Duration QUICK = Duration.ofSeconds(3);

    private final Ticker ticker;
    private @Nullable Attempt seen;
    private long since;
    private long last;

    AttemptWatch(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Looks once more. */
    Duration standsStill(Attempt attempt) {
        long now = ticker.read();
        if (!isSame(attempt) || now - last > QUICK.toNanos()) {
            since = now;
        }
        seen = attempt;
        last = now;
        return Duration.ofNanos(now - since);
    }

    private boolean isSame(Attempt attempt) {
        Attempt before = seen;
        return before != null
                && before.id().equals(attempt.id())
                && before.sends() == attempt.sends()
                && before.sentAt().equals(attempt.sentAt());
    }
}
