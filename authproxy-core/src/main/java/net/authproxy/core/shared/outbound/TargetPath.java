package net.authproxy.core.shared.outbound;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * The path rules of contract 9.2, decided on the bytes that are sent: no {@code .} or {@code ..} segment, plain or
 * percent-encoded, and no encoded NUL, CR or LF.
 */
final class TargetPath {

    private TargetPath() {}

    /** Checks the first {@code end} characters of a request target. */
    static void check(String target, int end) {
        int dots = 0;
        int others = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || target.charAt(i) == '/') {
                if (others == 0 && (dots == 1 || dots == 2)) {
                    throw invalid("the path holds a . or .. segment");
                }
                dots = 0;
                others = 0;
                continue;
            }
            boolean escape = target.charAt(i) == '%' && i + 2 < end;
            int value = escape ? escaped(target, i) : target.charAt(i);
            if (escape && (value == 0 || value == '\r' || value == '\n')) {
                throw invalid("the path holds an encoded NUL, CR or LF");
            }
            if (value == '.') {
                dots++;
            } else {
                others++;
            }
            i += escape && value >= 0 ? 2 : 0;
        }
    }

    /** The byte of the escape that starts here, or -1 if its digits are not hexadecimal. */
    private static int escaped(String text, int at) {
        int high = Ascii.hex(text.charAt(at + 1));
        int low = Ascii.hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static AuthProxyException invalid(String reason) {
        return new AuthProxyException(ErrorCode.INVALID_URL, reason);
    }
}
