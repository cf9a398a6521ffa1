package net.authproxy.core.oauth2;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header of that name (RFC 9110 10.2.3). */
final class RetryAfter {

    private static final long LONGEST = Duration.ofHours(1).toSeconds();

    private RetryAfter() {}

    /** The wait, between a second and an hour; absent when the header is, or says nothing sensible. */
    static @Nullable Duration parse(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return bounded(Long.parseLong(text));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(now, until).toSeconds());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST));
    }
}
