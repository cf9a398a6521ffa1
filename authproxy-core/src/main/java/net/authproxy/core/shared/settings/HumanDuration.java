package net.authproxy.core.shared.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 1d12h} or {@code 250ms}, the same in YAML and JSON (contract 13.1). */
public final class HumanDuration {

    /** The contract's form; it also matches the empty text, which {@link #parse} refuses. */
    public static final String SYNTAX = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    private static final Pattern PATTERN = Pattern.compile(SYNTAX);
    private static final long[] MILLIS_PER_UNIT = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final int MAX_LENGTH = 64;
    private static final BigInteger MAX_MILLIS =
            BigInteger.valueOf(Duration.ofDays(36_500).toMillis());

    private HumanDuration() {}

    /** The duration; empty when the text has another form, is empty, or means more than 100 years. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty() || text.length() > MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        BigInteger millis = BigInteger.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String part = matcher.group(unit + 1);
            if (part != null) {
                String digits = part.substring(0, part.length() - UNITS[unit].length());
                millis = millis.add(new BigInteger(digits).multiply(BigInteger.valueOf(MILLIS_PER_UNIT[unit])));
            }
        }
        return millis.compareTo(MAX_MILLIS) > 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis.longValue()));
    }

    /** The shortest form, {@code 0s} for none; fractions of a millisecond are dropped. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < UNITS.length; unit++) {
            long count = rest / MILLIS_PER_UNIT[unit];
            rest %= MILLIS_PER_UNIT[unit];
            if (count > 0) {
                text.append(count).append(UNITS[unit]);
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
