package net.authproxy.core.shared.settings;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 250kb} (thousands), {@code 250kib} (1024s) or plain bytes, in any case (contract 13.1). */
public final class HumanSize {

    /** The form for the JSON Schema, in any case. */
    public static final String SYNTAX = "^[0-9]+([kKmMgGtTpPeE]?[iI]?[bB])?$";

    private static final Pattern PATTERN = Pattern.compile("([0-9]{1,19})(?:([kmgtpe]?)(i?)b)?");
    private static final String UNITS = "kmgtpe";

    private HumanSize() {}

    /** The number of bytes; empty when the text has another form or the size does not fit a {@code long}. */
    public static OptionalLong parse(String text) {
        Matcher matcher = PATTERN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        boolean binary = "i".equals(matcher.group(3));
        if (binary && unit.isEmpty()) {
            return OptionalLong.empty();
        }
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        BigInteger bytes = new BigInteger(matcher.group(1))
                .multiply(BigInteger.valueOf(binary ? 1024 : 1000).pow(power));
        return bytes.bitLength() < Long.SIZE ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
    }
}
