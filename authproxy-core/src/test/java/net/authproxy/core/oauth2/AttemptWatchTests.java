package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.oauth2.RefreshJournal.State;
import org.junit.jupiter.api.Test;

/** When somebody else's attempt may be taken for abandoned. */
class AttemptWatchTests {

    private static final Instant SENT = Instant.parse("2026-04-02T09:15:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private final AttemptWatch watch = new AttemptWatch(nanos::get);

    private Duration look(Duration later, int sends, Instant sentAt) {
        nanos.addAndGet(later.toNanos());
        return watch.standsStill(new Attempt("a", "c", 1, State.SENT, sends, sentAt, null));
    }

    private Duration look(Duration later) {
        return look(later, 1, SENT);
    }

    @Test
    void countsFromTheFirstLook() {
        assertThat(look(Duration.ofDays(1))).isZero();
        assertThat(look(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(look(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void beginsAnewWhenTheAttemptMoves() {
        look(Duration.ZERO);
        look(Duration.ofSeconds(3));
        assertThat(look(Duration.ofSeconds(1), 2, SENT)).isZero();
        assertThat(look(Duration.ofSeconds(1), 2, SENT)).isEqualTo(Duration.ofSeconds(1));
        assertThat(look(Duration.ofSeconds(1), 2, SENT.plusSeconds(1))).isZero();
    }

    @Test
    void beginsAnewAfterALookThatTookLong() {
        look(Duration.ZERO);
        look(Duration.ofSeconds(3));
        assertThat(look(Duration.ofSeconds(4)))
                .as("the database may have stood still for everybody")
                .isZero();
    }
}
