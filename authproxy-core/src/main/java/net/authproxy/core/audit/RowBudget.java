package net.authproxy.core.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.OptionalLong;

/** A token bucket for each kind of row, in memory of this process. Thread-safe. */
final class RowBudget {

    private static final int KINDS = 10_000;
    private static final Duration FORGET = Duration.ofHours(1);

    private final int burst;
    private final long refillNanos;
    private final Ticker ticker;
    private final Cache<String, Bucket> buckets;

    /**
     * A budget.
     *
     * @param burst rows at once
     * @param refill time after which one more may be written
     */
    RowBudget(int burst, Duration refill, Ticker ticker) {
        this.burst = burst;
        this.refillNanos = refill.toNanos();
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(KINDS)
                .expireAfterAccess(FORGET)
                .ticker(ticker)
                .build();
    }

    /** Empty when the row must not be written; else how many of its kind were not written since the last one. */
    OptionalLong take(String kind) {
        return buckets.get(kind, key -> new Bucket(ticker.read())).take();
    }

    private final class Bucket {

        private int left = burst;
        private long filledAt;
        private long suppressed;

        Bucket(long now) {
            this.filledAt = now;
        }

        synchronized OptionalLong take() {
            long gained = (ticker.read() - filledAt) / refillNanos;
            if (gained > 0) {
                filledAt += gained * refillNanos;
                left = (int) Math.min(burst, left + gained);
            }
            if (left == 0) {
                suppressed++;
                return OptionalLong.empty();
            }
            left--;
            long before = suppressed;
            suppressed = 0;
            return OptionalLong.of(before);
        }
    }
}
