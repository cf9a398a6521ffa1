package net.authproxy.core.shared.settings;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a plain scalar means: YAML 1.2.2 section 10.3.2. So {@code no}, {@code 0755} and dates are not what 1.1 made of them. */
final class CoreSchema {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Set<String> NAN = Set.of(".nan", ".NaN", ".NAN");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)");
    /** Longer numbers stay text: converting them costs more than linear time. */
    private static final int MAX_NUMBER = 64;

    private CoreSchema() {}

    static @Nullable Object resolve(String text) {
        if (NULLS.contains(text)) {
            return null;
        }
        if (TRUE.contains(text)) {
            return true;
        }
        if (FALSE.contains(text)) {
            return false;
        }
        return text.length() > MAX_NUMBER ? text : number(text);
    }

    private static Object number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return integer(text.startsWith("+") ? text.substring(1) : text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.substring(2), 8);
        }
        if (HEX.matcher(text).matches()) {
            return integer(text.substring(2), 16);
        }
        if (FLOAT.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return NAN.contains(text) ? (Object) Double.NaN : text;
    }

    private static Object integer(String digits, int radix) {
        BigInteger value = new BigInteger(digits, radix);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
