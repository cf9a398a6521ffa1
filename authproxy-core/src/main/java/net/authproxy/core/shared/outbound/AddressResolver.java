package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns a host name into addresses. May block for as long as it likes and may lie: {@link EgressPolicy} gives it a
 * deadline, reads at most 64 addresses and believes none of them unchecked.
 */
@FunctionalInterface
public interface AddressResolver {

    /**
     * All addresses of the name.
     *
     * @param host lower-case A-label name without trailing dot, never an address literal
     * @throws UnknownHostException if there are none or the lookup failed
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The operating system's resolver (hosts file, DNS), in its order, IPv4 first. */
    static AddressResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
