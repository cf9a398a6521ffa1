package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * Names that never belong to a public host (contract 9.5): {@code localhost}, {@code *.localhost}, {@code *.internal},
 * {@code *.local}. They are refused by name; once {@code outbound.allowed_cidrs} opens a range, they may be used for
 * addresses inside such a range, and only for those.
 */
final class InternalNames {

    /** RFC 6761 6.3: localhost names are loopback and are not to be asked of a DNS server. */
    private static final List<InetAddress> LOOPBACK = List.of(
            IpLiterals.toAddress(new byte[] {127, 0, 0, 1}),
            IpLiterals.toAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

    private InternalNames() {}

    static boolean isInternal(String host) {
        return isLocalhost(host) || isUnder(host, "internal") || isUnder(host, "local");
    }

    static boolean isLocalhost(String host) {
        return isUnder(host, "localhost");
    }

    /** What localhost names stand for, whatever a resolver or a hosts file says. */
    static List<InetAddress> loopback() {
        return LOOPBACK;
    }

    private static boolean isUnder(String host, String suffix) {
        int rest = host.length() - suffix.length();
        return host.endsWith(suffix) && (rest == 0 || host.charAt(rest - 1) == '.');
    }
}
