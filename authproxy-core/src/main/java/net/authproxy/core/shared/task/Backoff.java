package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: uniform between the shortest wait and a bound that doubles with each attempt.
 *
 * @param shortest smallest wait; the bound after the first attempt is twice that
 * @param longest largest bound
 */
public record Backoff(Duration shortest, Duration longest) {

    /** 1 s to 10 min (contract 12). */
    public static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private static final int LARGEST_SHIFT = 30;

    /** The wait after this failed attempt, counted from 1. */
    public Duration delay(int attempt, RandomGenerator random) {
        long least = shortest.toMillis();
        long bound = Math.min(longest.toMillis(), least << Math.clamp(attempt, 1, LARGEST_SHIFT));
        return Duration.ofMillis(bound <= least ? least : random.nextLong(least, bound + 1));
    }
}
