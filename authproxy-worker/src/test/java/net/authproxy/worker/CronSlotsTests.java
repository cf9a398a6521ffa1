package net.authproxy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.authproxy.core.shared.settings.Cron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When schedules are due (contract 13.1). */
class CronSlotsTests {

    private static final Instant THURSDAY = Instant.parse("2026-04-02T09:15:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * *|2026-04-02T09:20:00Z",
                "15 9 * * *|2026-04-03T09:15:00Z",
                "0 0 1 1 *|2027-01-01T00:00:00Z",
                "0 6 * * 1-5|2026-04-03T06:00:00Z",
                "0 6 * * 7|2026-04-05T06:00:00Z",
                "0 6 * * 0|2026-04-05T06:00:00Z",
                "@hourly|2026-04-02T10:00:00Z",
                "@daily|2026-04-03T00:00:00Z",
                "@every 90s|2026-04-02T09:16:30Z",
            })
    void findsTheNextSlot(String cron, String next) {
        assertThat(CronSlots.next(new Cron(cron), THURSDAY)).contains(Instant.parse(next));
    }

    @Test
    void aDayThatNeverComesHasNone() {
        assertThat(CronSlots.next(new Cron("0 0 30 2 *"), THURSDAY)).isEmpty();
    }
}
