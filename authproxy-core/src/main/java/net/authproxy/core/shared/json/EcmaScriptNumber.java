package net.authproxy.core.shared.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A double as ECMAScript writes it (ECMA-262 Number::toString), the number format of RFC 8785 3.2.2.3. */
final class EcmaScriptNumber {

    /** The largest exponent that is still written without an {@code e}. */
    private static final int MAX_PLAIN = 21;

    private static final int MIN_PLAIN = -6;

    private EcmaScriptNumber() {}

    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        String text = format(digits, digits.length() - shortest.scale());
        return value < 0 ? "-" + text : text;
    }

    /** Double.toString gives the shortest digits since JDK 19, but never fewer than two: 4.9E-324 for 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one.stripTrailingZeros() : digits;
    }

    /** The value is 0.digits times ten to the power of point. */
    private static String format(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= MAX_PLAIN) {
            return digits + "0".repeat(point - count);
        }
        if (point > 0 && point <= MAX_PLAIN) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point > MIN_PLAIN && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
