package net.authproxy.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.HumanDuration;
import org.springframework.scheduling.support.CronExpression;

/** When a schedule is due, in UTC. */
final class CronSlots {

    private static final String EVERY = "@every ";

    private CronSlots() {}

    /** The first moment after the given one; empty when there is none, as for the 30th of February. */
    static Optional<Instant> next(Cron cron, Instant after) {
        Optional<Duration> period = period(cron);
        if (period.isPresent()) {
            return period.map(after::plus);
        }
        // Spring's form has seconds in front.
        String text = cron.expression();
        CronExpression expression = CronExpression.parse(text.startsWith("@") ? text : "0 " + text);
        OffsetDateTime next = expression.next(after.atOffset(ZoneOffset.UTC));
        return Optional.ofNullable(next).map(OffsetDateTime::toInstant);
    }

    /** The last slot after one moment and up to another: of many that were missed only this one is run. */
    static Optional<Instant> latest(Cron cron, Instant after, Instant until) {
        Optional<Duration> period = period(cron);
        if (period.isPresent()) {
            long whole = Duration.between(after, until).dividedBy(period.get());
            return whole < 1
                    ? Optional.empty()
                    : Optional.of(after.plus(period.get().multipliedBy(whole)));
        }
        Optional<Instant> latest = Optional.empty();
        Optional<Instant> next = next(cron, after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            latest = next;
            next = next(cron, next.get());
        }
        return latest;
    }

    private static Optional<Duration> period(Cron cron) {
        String text = cron.expression();
        return text.startsWith(EVERY)
                ? HumanDuration.parse(text.substring(EVERY.length()).strip())
                : Optional.empty();
    }
}
