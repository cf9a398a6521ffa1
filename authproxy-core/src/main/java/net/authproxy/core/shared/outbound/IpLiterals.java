package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Address literals, read and written by one strict grammar. The JDK's own readers are not used: they take octal, hex and
 * short forms, each a little differently (security.md section 3).
 */
final class IpLiterals {

    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;

    private static final int GROUPS = 8;

    private IpLiterals() {}

    /** The four bytes of a canonical dotted quad (no leading zeros, no other base, four parts); null for all else. */
    static byte @Nullable [] parseV4(String text) {
        return parseV4(text, 0);
    }

    private static byte @Nullable [] parseV4(String text, int from) {
        byte[] bytes = new byte[V4_BYTES];
        int at = from;
        for (int part = 0; part < V4_BYTES; part++) {
            int start = at;
            int value = 0;
            while (at < text.length() && Ascii.isDigit(text.charAt(at)) && at - start < 3) {
                value = value * 10 + (text.charAt(at) - '0');
                at++;
            }
            boolean padded = at - start > 1 && text.charAt(start) == '0';
            boolean ended = part == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
            if (at == start || padded || value > 255 || !ended) {
                return null;
            }
            bytes[part] = (byte) value;
            at++;
        }
        return bytes;
    }

    /** The sixteen bytes of an IPv6 address in RFC 4291 text, without brackets and zone; null for all else. */
    static byte @Nullable [] parseV6(String text) {
        int gapAt = text.indexOf("::");
        if (gapAt < 0) {
            int[] all = groups(text);
            return all != null && all.length == GROUPS ? join(all, new int[0]) : null;
        }
        int[] head = groups(text.substring(0, gapAt));
        int[] tail = groups(text.substring(gapAt + 2));
        boolean v4InHead = text.lastIndexOf('.', gapAt) >= 0;
        if (head == null || tail == null || v4InHead || head.length + tail.length >= GROUPS) {
            return null;
        }
        return join(head, tail);
    }

    /** Colon-separated groups, the last of which may be a dotted quad (two groups); null if one is malformed. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] found = new int[GROUPS];
        int count = 0;
        int at = 0;
        while (true) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            byte[] v4 = colon < 0 && text.indexOf('.', at) >= 0 ? parseV4(text, at) : null;
            int needed = v4 == null ? 1 : 2;
            int value = v4 == null ? hexGroup(text, at, end) : 0;
            if (value < 0 || count + needed > GROUPS) {
                return null;
            }
            if (v4 != null) {
                found[count] = ((v4[0] & 0xff) << 8) | (v4[1] & 0xff);
                value = ((v4[2] & 0xff) << 8) | (v4[3] & 0xff);
            }
            count += needed;
            found[count - 1] = value;
            if (colon < 0) {
                return Arrays.copyOf(found, count);
            }
            at = colon + 1;
        }
    }

    private static int hexGroup(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Ascii.hex(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static byte[] join(int[] head, int[] tail) {
        byte[] bytes = new byte[V6_BYTES];
        put(bytes, 0, head);
        put(bytes, GROUPS - tail.length, tail);
        return bytes;
    }

    private static void put(byte[] bytes, int firstGroup, int[] groups) {
        for (int i = 0; i < groups.length; i++) {
            bytes[(firstGroup + i) * 2] = (byte) (groups[i] >> 8);
            bytes[(firstGroup + i) * 2 + 1] = (byte) groups[i];
        }
    }

    /** RFC 5952 text (lower case, longest run of zero groups shortened), always hexadecimal, as WHATWG writes it. */
    static String formatV6(byte[] bytes) {
        int gapStart = -1;
        int gapLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && group(bytes, start + length) == 0) {
                length++;
            }
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return ((bytes[index * 2] & 0xff) << 8) | (bytes[index * 2 + 1] & 0xff);
    }

    /** An address without a host name: nothing that connects to it can look a name up again. */
    static InetAddress toAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", impossible);
        }
    }
}
