package net.authproxy.core.shared.outbound;

import com.ibm.icu.text.IDNA;
import java.net.InetAddress;
import java.util.Locale;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is compared, resolved, connected and logged (contract 9.4): lower case, A-labels by UTS 46, no trailing
 * dot. Follows the WHATWG host parser where that accepts a real DNS name, and refuses what it would repair: percent
 * escapes, numbers in another form than a dotted quad, punctuation that no DNS name has.
 *
 * @param text name, dotted quad, or IPv6 address in canonical text without brackets
 * @param literal the address if the host is an address literal; null for a name
 */
record HostName(String text, @Nullable InetAddress literal) {

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    /** Before mapping; a name may shrink by it, but no sensible one by so much. */
    private static final int MAX_RAW = 1024;

    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /** Reads the host part of a URL or of a host list entry; IPv6 literals stand in brackets. */
    static HostName parse(String raw) {
        if (raw.length() > MAX_RAW) {
            throw invalid("the host is too long");
        }
        if (raw.startsWith("[")) {
            return ipv6(raw);
        }
        boolean ascii = isAscii(raw);
        String name = withoutTrailingDot(ascii ? asciiName(raw) : mapped(raw));
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw invalid("the host is empty or longer than 253 characters");
        }
        int lastLabel = checkLabels(name);
        if (!isNumber(name, lastLabel)) {
            return new HostName(name, null);
        }
        byte[] address = IpLiterals.parseV4(name);
        if (address == null || !ascii) {
            // Parsers disagree on 127.1, 0x7f.1, 0177.0.0.1 and 2130706433; only one spelling is unambiguous.
            throw invalid("a host that is a number must be an IPv4 address of four decimal parts");
        }
        return new HostName(name, IpLiterals.toAddress(address));
    }

    /**
     * Whether TLS can name the host: RFC 6066 3 and the JDK take letters, digits and inner hyphens only. Address literals
     * are not named.
     */
    boolean fitsTls() {
        return literal != null || (text.indexOf('_') < 0 && !hasOuterHyphen());
    }

    private boolean hasOuterHyphen() {
        return text.startsWith("-") || text.endsWith("-") || text.contains("-.") || text.contains(".-");
    }

    /** As written in a URL or a Host header: an IPv6 literal in brackets. */
    String inUrl() {
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static HostName ipv6(String raw) {
        byte[] address = raw.endsWith("]") ? IpLiterals.parseV6(raw.substring(1, raw.length() - 1)) : null;
        if (address == null) {
            throw invalid("the host is not a valid IPv6 address in brackets");
        }
        return new HostName(IpLiterals.formatV6(address), IpLiterals.toAddress(address));
    }

    private static String asciiName(String raw) {
        String lower = raw.toLowerCase(Locale.ROOT);
        if (lower.contains("xn--") && !mapped(lower).equals(lower)) {
            throw invalid("the host holds an invalid internationalised label");
        }
        return lower;
    }

    private static String mapped(String raw) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder(raw.length() + 16);
        UTS46.nameToASCII(raw, ascii, info);
        if (info.hasErrors()) {
            throw invalid("the host is not a valid internationalised name");
        }
        return ascii.toString();
    }

    private static String withoutTrailingDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Returns where the last label starts. */
    private static int checkLabels(String name) {
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean dot = i < name.length() && name.charAt(i) == '.';
            if (i == name.length() || dot) {
                if (i == start || i - start > MAX_LABEL) {
                    throw invalid("the host has an empty label or one longer than 63 characters");
                }
                start = dot ? i + 1 : start;
            } else if (!isNameCharacter(name.charAt(i))) {
                throw invalid("the host holds a character that no DNS name has");
            }
        }
        return start;
    }

    private static boolean isNameCharacter(char c) {
        return Ascii.isLower(c) || Ascii.isDigit(c) || c == '-' || c == '_';
    }

    /** WHATWG "ends in a number": all digits, or 0x and hexadecimal digits. */
    private static boolean isNumber(String name, int from) {
        boolean hex = name.startsWith("0x", from);
        for (int i = hex ? from + 2 : from; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = hex ? Ascii.hex(c) >= 0 : Ascii.isDigit(c);
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static AuthProxyException invalid(String reason) {
        return new AuthProxyException(ErrorCode.INVALID_URL, reason);
    }
}
