package net.authproxy.worker;

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
        String text = cron.expression();
        if (text.startsWith(EVERY)) {
            return HumanDuration.parse(text.substring(EVERY.length()).strip()).map(after::plus);
        }
        // Spring's form has seconds in front.
        CronExpression expression = CronExpression.parse(text.startsWith("@") ? text : "0 " + text);
        OffsetDateTime next = expression.next(after.atOffset(ZoneOffset.UTC));
        return Optional.ofNullable(next).map(OffsetDateTime::toInstant);
    }
}
