package net.authproxy.core.connector.definition;

import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/** Checks cron expressions (contract 13.1): five fields, UTC, or a shorthand. */
final class CronText {

    private static final Pattern FIELDS = Pattern.compile("(\\S+)( \\S+){4}");
    private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Za-z*/, -]+");
    private static final String EVERY = "@every ";

    private CronText() {}

    static boolean isValid(String text) {
        if (text.equals("@hourly") || text.equals("@daily")) {
            return true;
        }
        if (text.startsWith(EVERY)) {
            return Quantities.duration(text.substring(EVERY.length()))
                    .filter(duration -> duration.toSeconds() > 0)
                    .isPresent();
        }
        if (!FIELDS.matcher(text).matches() || !CHARACTERS.matcher(text).matches()) {
            return false;
        }
        try {
            // Spring's form has the second in front.
            CronExpression.parse("0 " + text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
