package net.authproxy.core.shared.outbound;

import java.util.Arrays;
import java.util.List;

/**
 * IPv4 addresses that stand inside IPv6 ones. A host that speaks such a form ends at the inner address, so the inner one
 * is judged (contract 9.5).
 */
final class EmbeddedIpv4 {

    private static final Cidr COMPATIBLE = Cidr.parse("::/96");
    private static final Cidr SIIT = Cidr.parse("::ffff:0:0:0/96");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");

    private static final int LAST_FOUR = 12;

    private EmbeddedIpv4() {}

    /** The inner addresses that decide about this one; none if it is plain or IPv4. Teredo has two. */
    static List<byte[]> in(byte[] v6) {
        if (v6.length != IpLiterals.V6_BYTES) {
            return List.of();
        }
        if (isMapped(v6) || COMPATIBLE.contains(v6) || SIIT.contains(v6) || NAT64.contains(v6)) {
            return List.of(at(v6, LAST_FOUR));
        }
        if (SIX_TO_FOUR.contains(v6)) {
            return List.of(at(v6, 2));
        }
        if (TEREDO.contains(v6)) {
            // RFC 4380 4: the server plain, the client with every bit flipped.
            byte[] client = at(v6, LAST_FOUR);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            return List.of(at(v6, 4), client);
        }
        return List.of();
    }

    /** ::ffff:0:0/96 (RFC 4291 2.5.5.2). */
    static boolean isMapped(byte[] v6) {
        for (int i = 0; i < 10; i++) {
            if (v6[i] != 0) {
                return false;
            }
        }
        return v6[10] == (byte) 0xff && v6[11] == (byte) 0xff;
    }

    /** Interface identifier ::0:5efe:a.b.c.d or ::200:5efe:a.b.c.d under any prefix (ISATAP, RFC 5214 6.1). */
    static boolean isIsatap(byte[] v6) {
        return (v6[8] & ~0x02) == 0 && v6[9] == 0 && v6[10] == 0x5e && v6[11] == (byte) 0xfe;
    }

    /** The last four bytes. */
    static byte[] tail(byte[] v6) {
        return at(v6, LAST_FOUR);
    }

    private static byte[] at(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, from + IpLiterals.V4_BYTES);
    }
}
