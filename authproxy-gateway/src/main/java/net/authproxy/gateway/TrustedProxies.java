package net.authproxy.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose {@code X-Forwarded-*} counts (contract 13.2, {@code trusted_proxies}). */
final class TrustedProxies {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] network, int bits) {}

    private final List<Block> blocks = new ArrayList<>();

    /** @throws IllegalArgumentException when one is no CIDR block or address literal */
    TrustedProxies(List<String> cidrs) {
        for (String cidr : cidrs) {
            blocks.add(parse(cidr));
        }
    }

    /** Whether the address literal lies in one of the blocks. */
    boolean contains(@Nullable String address) {
        if (blocks.isEmpty() || address == null) {
            return false;
        }
        byte[] bytes = literal(address);
        for (Block block : blocks) {
            if (within(bytes, block)) {
                return true;
            }
        }
        return false;
    }

    private static Block parse(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] network = literal(slash < 0 ? cidr : cidr.substring(0, slash));
        int most = network.length * 8;
        long bits = slash < 0 ? most : HeaderRules.length(cidr.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("trusted_proxies: not a CIDR block: " + cidr);
        }
        return new Block(network, (int) bits);
    }

    private static byte[] literal(String text) {
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            plain &= Character.digit(text.charAt(i), 16) >= 0 || ".:".indexOf(text.charAt(i)) >= 0;
        }
        if (!plain || (text.indexOf(':') < 0 && text.indexOf('.') < 0)) {
            throw new IllegalArgumentException("trusted_proxies: not an address: " + text);
        }
        try {
            // Only digits, dots and colons: an address literal, never looked up.
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("trusted_proxies: not an address: " + text, e);
        }
    }

    private static boolean within(byte[] address, Block block) {
        if (address.length != block.network.length) {
            return false;
        }
        for (int bit = 0; bit < block.bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (block.network[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
