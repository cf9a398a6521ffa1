package net.authproxy.core.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried again: 8 times, each wait three times the one before, the last one 11 to 23 hours after the
 * first attempt (contract 12: 8 retries, up to 24 h).
 */
final class DeliverySchedule {

    /** Attempts after the first one. */
    static final int RETRIES = 8;

    private static final long FIRST_MILLIS = 25_000;
    private static final int FACTOR = 3;

    private final RandomGenerator random;

    DeliverySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after this attempt, counted from 1; between half and all of the bound, so that receivers meet no wave. */
    Duration delay(int attempt) {
        long bound = FIRST_MILLIS;
        for (int i = 1; i < attempt; i++) {
            bound *= FACTOR;
        }
        return Duration.ofMillis(random.nextLong(bound / 2, bound + 1));
    }

    /** Whether there is one more attempt after so many. */
    static boolean goesOnAfter(int attempts) {
        return attempts <= RETRIES;
    }
}
