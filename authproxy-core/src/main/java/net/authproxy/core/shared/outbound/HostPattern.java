package net.authproxy.core.shared.outbound;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * One entry of a host list.
 *
 * @param kind what the host is compared with
 * @param host exact host, or the domain below which all names match; empty for {@code *}
 * @param suffix {@code .} and the domain for {@link Kind#BELOW}, else empty; kept so that matching builds no text
 * @param port the only port; 0 for the default port of the URL's scheme
 * @param text the entry in normal form
 */
record HostPattern(Kind kind, String host, String suffix, int port, String text) {

    enum Kind {
        LITERAL,
        EXACT,
        BELOW,
        ANY
    }

    static HostPattern parse(String entry) {
        if (entry.equals("*")) {
            return new HostPattern(Kind.ANY, "", "", 0, "*");
        }
        boolean below = entry.startsWith("*.");
        String rest = below ? entry.substring(2) : entry;
        int colon = portColon(rest);
        HostName name = HostName.parse(colon < 0 ? bracketed(rest) : rest.substring(0, colon));
        int port = colon < 0 ? 0 : port(rest.substring(colon + 1));
        if (below && name.literal() != null) {
            throw invalid("a wildcard needs a domain, not an address");
        }
        String text = (below ? "*." : "") + name.inUrl() + (port == 0 ? "" : ":" + port);
        Kind kind = below ? Kind.BELOW : name.literal() == null ? Kind.EXACT : Kind.LITERAL;
        return new HostPattern(kind, name.text(), below ? "." + name.text() : "", port, text);
    }

    boolean matches(OutboundUrl url) {
        if (port == 0 ? !url.usesDefaultPort() : port != url.port()) {
            return false;
        }
        return switch (kind) {
            case LITERAL -> url.hostIsLiteral() && url.host().equals(host);
            case EXACT -> !url.hostIsLiteral() && url.host().equals(host);
            case BELOW -> !url.hostIsLiteral() && url.host().endsWith(suffix);
            case ANY -> !url.hostIsLiteral();
        };
    }

    boolean isExact() {
        return kind == Kind.EXACT || kind == Kind.LITERAL;
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    boolean hasPort() {
        return port != 0;
    }

    /** An IPv6 literal may stand without brackets where no port follows: two colons are never a port. */
    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static int portColon(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf("]:");
            return end < 0 ? -1 : end + 1;
        }
        int colon = text.indexOf(':');
        return colon == text.lastIndexOf(':') ? colon : -1;
    }

    private static int port(String text) {
        int port = Ascii.port(text, 0, text.length());
        if (port < 0) {
            throw invalid("the port must be a number from 1 to 65535 without leading zeros");
        }
        return port;
    }

    private static AuthProxyException invalid(String reason) {
        return new AuthProxyException(ErrorCode.INVALID_URL, reason);
    }
}
