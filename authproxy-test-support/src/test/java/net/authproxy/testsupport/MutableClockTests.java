package net.authproxy.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTests {

    @Test
    void movesOnlyWhenTold() {
        MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-04-02T09:15:00Z"));

        clock.advance(Duration.ofSeconds(-60));

        assertThat(berlin.instant()).isEqualTo(Instant.parse("2026-04-02T09:14:00Z"));
        clock.set(Instant.EPOCH);
        assertThat(berlin.millis()).isZero();
    }
}
