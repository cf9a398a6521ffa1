package net.authproxy.web.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The address a browser came from. The gateway writes the last entry of {@code X-Forwarded-For}: its peer. What stands
 * before is there only when that peer is a trusted proxy, and its last entry is what the proxy saw.
 */
final class ClientAddress {

    private static final int LONGEST = 45;

    private ClientAddress() {}

    static @Nullable String of(HttpServletRequest request) {
        String chain = request.getHeader("X-Forwarded-For");
        if (chain == null) {
            return null;
        }
        String[] hops = chain.split(",", -1);
        String address = hops[Math.max(0, hops.length - 2)].strip();
        return address.isEmpty() || address.length() > LONGEST ? null : address;
    }
}
