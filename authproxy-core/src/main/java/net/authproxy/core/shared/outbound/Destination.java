package net.authproxy.core.shared.outbound;

import java.net.InetAddress;

/**
 * A place that passed the egress gate. Only {@link EgressPolicy} makes one, so holding it proves that scheme, host,
 * port and address were checked; the object that was checked is the one that is connected (security D1).
 *
 * @param tls whether the scheme is https
 * @param host host name or address literal as sent in Host and SNI: lower case, A-labels, no trailing dot,
 *     IPv6 without brackets
 * @param port 1 to 65535, never implied
 * @param address the one address that passed and must be connected to, whatever the name resolves to later
 */
public record Destination(boolean tls, String host, int port, InetAddress address) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** The value of the Host header: IPv6 in brackets, the port only when it is not the scheme's default. */
    public String authority() {
        String inUrl = bracketed(host);
        return port == (tls ? HTTPS : HTTP) ? inUrl : inUrl + ":" + port;
    }

    /** Whether the host is an address, which TLS must not send as a server name (RFC 6066 3). */
    public boolean hostIsLiteral() {
        return host.indexOf(':') >= 0 || IpLiterals.parseV4(host) != null;
    }

    /**
     * The address as text, to connect by: IPv6 in brackets, which Vert.x needs. An {@link InetAddress} is not to be given
     * to an HTTP client, since one that carries a name would be resolved again.
     */
    public String addressText() {
        return bracketed(address.getHostAddress());
    }

    /** The host as it stands in a URL: IPv6 in brackets. */
    String urlHost() {
        return bracketed(host);
    }

    private static String bracketed(String text) {
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
