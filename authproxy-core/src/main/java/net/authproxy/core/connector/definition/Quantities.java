package net.authproxy.core.connector.definition;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes in text (contract 13.1). */
final class Quantities {

    private static final Pattern DURATION = Pattern.compile(
            "(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19})([kmgtpe]i?b|b)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgtpe";
    private static final int DECIMAL = 1_000;
    private static final int BINARY = 1_024;

    private Quantities() {}

    /** A duration such as {@code 1d12h}; empty if it is none. */
    static Optional<Duration> duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4))
                .plusMillis(number(parts, 5)));
    }

    /** A size such as {@code 250kib}, in bytes; empty if it is none or too large for a long. */
    static Optional<Long> size(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2) == null ? "b" : parts.group(2).toLowerCase(Locale.ROOT);
        BigInteger factor =
                BigInteger.valueOf(unit.endsWith("ib") ? BINARY : DECIMAL).pow(UNITS.indexOf(unit.charAt(0)) + 1);
        BigInteger bytes = new BigInteger(parts.group(1)).multiply(factor);
        return bytes.bitLength() < Long.SIZE ? Optional.of(bytes.longValueExact()) : Optional.empty();
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
