package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/**
 * Which addresses may be connected (contract 9.5): public unicast ones, and the ranges that {@code
 * outbound.allowed_cidrs} opens. Judges the 4 or 16 bytes by an own table, because the predicates of {@link InetAddress}
 * miss most special blocks.
 *
 * <p>A metadata address stays closed inside an opened range unless it is named by itself ({@code /32} or {@code /128}):
 * who opens fc00::/7 for the own network does not mean the keys of the machine.
 */
public final class AddressPolicy {

    /** IANA special-purpose registry, multicast and reserved space. */
    private static final List<Cidr> SPECIAL_V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** The only unicast space IANA has given out; loopback, local, multicast and all unassigned space lie outside. */
    private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");

    /** Holes in the global space: protocol assignments and documentation. */
    private static final List<Cidr> SPECIAL_V6 = ranges("2001::/23", "2001:db8::/32", "3fff::/20");

    /** Addresses at which clouds hand out credentials; the last IPv4 one is Azure's, in public space. */
    private static final List<Cidr> METADATA = ranges(
            "169.254.169.254/32",
            "100.100.100.200/32",
            "192.0.0.192/32",
            "168.63.129.16/32",
            "fd00:ec2::254/128",
            "fd20:ce::254/128");

    private final List<Cidr> opened;

    private AddressPolicy(List<Cidr> opened) {
        this.opened = opened;
    }

    /**
     * The policy with these ranges opened.
     *
     * @throws AuthProxyException VALIDATION_FAILED with one finding for each text that is not a range
     */
    public static AddressPolicy of(List<String> allowedCidrs) {
        List<Cidr> opened = new ArrayList<>();
        List<FieldError> findings = new ArrayList<>();
        for (int i = 0; i < allowedCidrs.size(); i++) {
            try {
                opened.add(Cidr.parse(allowedCidrs.get(i)));
            } catch (IllegalArgumentException malformed) {
                findings.add(
                        new FieldError("outbound.allowed_cidrs[" + i + "]", String.valueOf(malformed.getMessage())));
            }
        }
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.VALIDATION_FAILED, "outbound.allowed_cidrs holds an invalid range", findings);
        }
        return new AddressPolicy(List.copyOf(opened));
    }

    /** Whether the address may be connected. */
    public boolean allows(InetAddress address) {
        return allows(address.getAddress());
    }

    boolean allows(byte[] address) {
        if (address.length == IpLiterals.V4_BYTES) {
            return opens(address) || (!isMetadata(address) && !isIn(SPECIAL_V4, address));
        }
        if (opens(address)) {
            return true;
        }
        List<byte[]> inner = EmbeddedIpv4.in(address);
        return inner.isEmpty() ? allowsPlainV6(address) : allAllowed(inner);
    }

    private boolean allowsPlainV6(byte[] address) {
        if (EmbeddedIpv4.isIsatap(address) && !allows(EmbeddedIpv4.tail(address))) {
            return false;
        }
        return GLOBAL_V6.contains(address) && !isIn(SPECIAL_V6, address);
    }

    private boolean allAllowed(List<byte[]> addresses) {
        for (byte[] address : addresses) {
            if (!allows(address)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an entry of {@code outbound.allowed_cidrs} opens this address, itself or the IPv4 one inside it. */
    boolean opens(byte[] address) {
        for (byte[] inner : EmbeddedIpv4.in(address)) {
            if (isMetadata(inner) && !isNamed(inner)) {
                return false;
            }
        }
        return isMetadata(address) ? isNamed(address) : isIn(opened, address) || opensInner(address);
    }

    private boolean opensInner(byte[] address) {
        List<byte[]> inner = EmbeddedIpv4.in(address);
        for (byte[] v4 : inner) {
            if (!isIn(opened, v4)) {
                return false;
            }
        }
        return !inner.isEmpty();
    }

    /** Whether any range is open, so that internal names are worth resolving. */
    boolean opensAny() {
        return !opened.isEmpty();
    }

    private boolean isNamed(byte[] address) {
        for (Cidr range : opened) {
            if (range.isExactly(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMetadata(byte[] address) {
        return isIn(METADATA, address);
    }

    private static boolean isIn(List<Cidr> ranges, byte[] address) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Cidr> ranges(String... texts) {
        List<Cidr> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.add(Cidr.parse(text));
        }
        return List.copyOf(ranges);
    }
}
