package net.authproxy.core.shared.outbound;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A range of IPv4 or of IPv6 addresses, such as {@code 10.0.0.0/8}. The two families never match each other. */
final class Cidr {

    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code address/prefix} strictly: canonical address, both parts, no bit set behind the prefix.
     *
     * @throws IllegalArgumentException with a reason fit for whoever wrote the text
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("must be written as address/prefix length, such as 10.0.0.0/8");
        }
        byte[] network = address(text.substring(0, slash));
        int prefix = prefix(text.substring(slash + 1));
        if (network == null || prefix < 0 || prefix > network.length * Byte.SIZE) {
            throw new IllegalArgumentException("is not an IPv4 or IPv6 range");
        }
        Cidr range = new Cidr(network, prefix);
        if (range.hasBitsBehindPrefix()) {
            throw new IllegalArgumentException("has address bits behind the prefix length");
        }
        if (network.length == IpLiterals.V6_BYTES && EmbeddedIpv4.isMapped(network)) {
            throw new IllegalArgumentException("is an IPv4-mapped range; write it as IPv4");
        }
        return range;
    }

    private static byte @Nullable [] address(String text) {
        return text.indexOf(':') < 0 ? IpLiterals.parseV4(text) : IpLiterals.parseV6(text);
    }

    private static int prefix(String text) {
        boolean padded = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > 3 || padded) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private boolean hasBitsBehindPrefix() {
        for (int bit = prefix; bit < network.length * Byte.SIZE; bit++) {
            if ((network[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
    }

    /** Whether the range is this one address. */
    boolean isExactly(byte[] address) {
        return prefix == network.length * Byte.SIZE && Arrays.equals(network, address);
    }
}
