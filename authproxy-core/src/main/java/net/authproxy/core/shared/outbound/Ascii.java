package net.authproxy.core.shared.outbound;

/** Character classes of RFC 3986 and RFC 9110, free of locale and Unicode, and the one reader of ports. */
final class Ascii {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

    private Ascii() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLetter(char c) {
        return isLower(c) || (c >= 'A' && c <= 'Z');
    }

    /** The value of a hexadecimal digit; -1 for any other character. */
    static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** RFC 9110 5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && !isLetter(c) && TOKEN_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** RFC 9110 5.5 without obs-fold: no control character but the tab, nothing that Latin-1 cannot say. */
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || c == 0x7f;
            if (control || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    /** The port from 1 to 65535 written between the two places, without leading zeros; -1 for all else. */
    static int port(String text, int from, int to) {
        if (to <= from || to - from > MAX_PORT_DIGITS || text.charAt(from) == '0') {
            return -1;
        }
        int port = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            port = port * 10 + (text.charAt(i) - '0');
        }
        return port > MAX_PORT ? -1 : port;
    }
}
