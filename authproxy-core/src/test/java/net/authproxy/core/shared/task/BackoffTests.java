package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private final Random random = new Random(1);

    @Test
    void staysBetweenOneSecondAndTenMinutes() {
        for (int attempt = 1; attempt < 200; attempt++) {
            assertThat(Backoff.STANDARD.delay(attempt, random))
                    .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
        }
    }

    @Test
    void growsExponentiallyAndSpreadsOverTheWholeRange() {
        assertThat(longestOf(1)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(longestOf(4)).isBetween(Duration.ofMillis(15_000), Duration.ofSeconds(16));
        assertThat(longestOf(20)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(shortestOf(20)).isLessThan(Duration.ofSeconds(10));
    }

    private Duration longestOf(int attempt) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 1000; i++) {
            Duration delay = Backoff.STANDARD.delay(attempt, random);
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        return longest;
    }

    private Duration shortestOf(int attempt) {
        Duration shortest = Duration.ofDays(1);
        for (int i = 0; i < 1000; i++) {
            Duration delay = Backoff.STANDARD.delay(attempt, random);
            shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
        }
        return shortest;
    }
}
