package net.authproxy.core.shared.settings;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Checks of address ranges in settings, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public final class CidrNotation {

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final int IPV4_BYTES = 4;
    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 7;

    private CidrNotation() {}

    /** Adds a finding for every entry that is no range. */
    public static void check(List<String> ranges, Findings findings) {
        for (int i = 0; i < ranges.size(); i++) {
            if (prefixLength(ranges.get(i)).isEmpty()) {
                findings.at(i).add("must be an address range such as 10.0.0.0/8 or fd00::/8");
            }
        }
    }

    /** Whether the range is wider than any private block (IPv4 /8, IPv6 /7), so in effect open to all. */
    public static boolean isOpenToAll(String range) {
        OptionalInt length = prefixLength(range);
        boolean ipv6 = range.contains(":");
        return length.isPresent() && length.getAsInt() < (ipv6 ? WIDEST_IPV6 : WIDEST_IPV4);
    }

    private static OptionalInt prefixLength(String range) {
        int slash = range.indexOf('/');
        String address = slash < 0 ? range : range.substring(0, slash);
        String prefix = slash < 0 ? "" : range.substring(slash + 1);
        if (!InetAddresses.isInetAddress(address)
                || (slash >= 0 && !PREFIX.matcher(prefix).matches())) {
            return OptionalInt.empty();
        }
        InetAddress parsed = InetAddresses.forString(address);
        int bits = (address.contains(":") ? 16 : parsed.getAddress().length == IPV4_BYTES ? IPV4_BYTES : 16) * 8;
        int length = slash < 0 ? bits : Integer.parseInt(prefix);
        return length <= bits ? OptionalInt.of(length) : OptionalInt.empty();
    }
}
