package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL, read once (contract 9.2, 9.4). The only URL parser of the product: what it read is what
 * is checked, connected and logged; the text is never handed to a second one. Immutable, safe to cache.
 *
 * <p>Stricter than WHATWG wherever readers are known to disagree: no user info, fragment, backslash, blank or control
 * character anywhere, exactly two slashes, non-ASCII in the host only, no {@code .} or {@code ..} segment in any
 * spelling.
 */
public final class OutboundUrl {

    /** Longest URL read, in characters; longer ones are refused before anything else is looked at. */
    public static final int MAX_LENGTH = 32 * 1024;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final boolean tls;
    private final HostName host;
    private final int port;
    private final String target;
    private final String authority;

    /** Path and query as they were written: without a slash where there was none. */
    private final String written;

    /** Length of what stood before them. */
    private final int authorityEnd;

    private OutboundUrl(boolean tls, HostName host, int port, int authorityEnd, String written) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.authority = usesDefaultPort() ? host.inUrl() : host.inUrl() + ":" + port;
        this.authorityEnd = authorityEnd;
        this.written = written;
        this.target = target(written);
    }

    private OutboundUrl(OutboundUrl base, String written) {
        this.tls = base.tls;
        this.host = base.host;
        this.port = base.port;
        this.authority = base.authority;
        this.authorityEnd = base.authorityEnd;
        this.written = written;
        this.target = target(written);
    }

    /**
     * Reads an absolute URL.
     *
     * @throws AuthProxyException INVALID_URL if the text is not one; UPSTREAM_SCHEME_NOT_ALLOWED for another scheme
     */
    public static OutboundUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw invalid("the URL is longer than " + MAX_LENGTH + " characters");
        }
        refuseDoubtfulCharacters(text);
        boolean tls = readScheme(text);
        int authorityStart = tls ? "https://".length() : "http://".length();
        int authorityEnd = endOfAuthority(text, authorityStart);
        int portColon = portColon(text, authorityStart, authorityEnd);
        HostName host = HostName.parse(text.substring(authorityStart, portColon < 0 ? authorityEnd : portColon));
        if (tls && !host.fitsTls()) {
            throw invalid("TLS cannot name a host with an underscore or an outer hyphen");
        }
        int port = portColon < 0 ? defaultPort(tls) : readPort(text, portColon + 1, authorityEnd);
        return new OutboundUrl(tls, host, port, authorityEnd, text.substring(authorityEnd));
    }

    /**
     * This URL with more text behind it, as if both had been read together.
     *
     * @param tail empty, or starting with {@code /} or {@code ?}, so that it cannot reach into the authority
     * @throws AuthProxyException as {@link #parse}
     */
    public OutboundUrl under(String tail) {
        if (tail.isEmpty()) {
            return this;
        }
        if (tail.charAt(0) != '/' && tail.charAt(0) != '?') {
            throw invalid("what follows the base URL must start with a slash or a question mark");
        }
        if (authorityEnd + written.length() + tail.length() > MAX_LENGTH) {
            throw invalid("the URL is longer than " + MAX_LENGTH + " characters");
        }
        refuseDoubtfulCharacters(tail);
        return new OutboundUrl(this, written + tail);
    }

    private static void refuseDoubtfulCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '\\') {
                throw invalid("the URL holds a blank, a control character or a backslash");
            }
            if (c == '#') {
                throw invalid("the URL has a fragment, which is never sent; leave it out");
            }
        }
    }

    private static boolean readScheme(String text) {
        boolean tls = text.regionMatches(true, 0, "https:", 0, "https:".length());
        if (!tls && !text.regionMatches(true, 0, "http:", 0, "http:".length())) {
            throw hasScheme(text)
                    ? new AuthProxyException(
                            ErrorCode.UPSTREAM_SCHEME_NOT_ALLOWED, "only http and https URLs can be called")
                    : invalid("the URL must be absolute and start with https://");
        }
        if (!text.startsWith("//", tls ? "https:".length() : "http:".length())) {
            throw invalid("the scheme must be followed by two slashes");
        }
        return tls;
    }

    /** RFC 3986 3.1: a letter, then letters, digits, plus, minus and dot, then a colon. */
    private static boolean hasScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = Ascii.isLetter(c);
            boolean later = Ascii.isDigit(c) || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                return i > 0;
            }
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return false;
    }

    private static int endOfAuthority(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '/' && text.charAt(at) != '?') {
            if (text.charAt(at) == '@') {
                throw invalid("the URL holds user information before the host");
            }
            at++;
        }
        if (at == start) {
            throw invalid("the URL has no host");
        }
        return at;
    }

    /** Where the port's colon stands, behind the bracket of an IPv6 literal; negative if there is no port. */
    private static int portColon(String text, int start, int end) {
        int from = start;
        if (text.charAt(start) == '[') {
            int bracket = text.indexOf(']', start);
            from = bracket < 0 || bracket >= end ? end : bracket + 1;
        }
        int colon = text.indexOf(':', from);
        return colon < 0 || colon >= end ? -1 : colon;
    }

    private static int readPort(String text, int from, int to) {
        int port = Ascii.port(text, from, to);
        if (port < 0) {
            throw invalid("the port must be a number from 1 to 65535 without leading zeros");
        }
        return port;
    }

    private static String target(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) >= 0x7f) {
                throw invalid("path and query must be ASCII; percent-encode other characters");
            }
        }
        int query = rest.indexOf('?');
        TargetPath.check(rest, query < 0 ? rest.length() : query);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** Whether the scheme is https. */
    public boolean tls() {
        return tls;
    }

    /** Lower case, A-labels, no trailing dot; an IPv6 literal in canonical text without brackets. */
    public String host() {
        return host.text();
    }

    /** Whether the host is an IPv4 or IPv6 address, so that nothing is resolved. */
    public boolean hostIsLiteral() {
        return host.literal() != null;
    }

    /** 1 to 65535; the scheme's default if the URL names none. */
    public int port() {
        return port;
    }

    /** Path and query, bytes unchanged, starting with {@code /}. */
    public String target() {
        return target;
    }

    /** The value of the Host header: the port only when it is not the scheme's default. */
    public String authority() {
        return authority;
    }

    /** The address a literal host stands for; null for a name. */
    @Nullable
    InetAddress literal() {
        return host.literal();
    }

    boolean usesDefaultPort() {
        return port == defaultPort(tls);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutboundUrl that
                && tls == that.tls
                && authority.equals(that.authority)
                && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return 31 * authority.hashCode() + target.hashCode();
    }

    /** Scheme and authority only: paths and queries may hold secrets. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority;
    }

    private static int defaultPort(boolean tls) {
        return tls ? HTTPS_PORT : HTTP_PORT;
    }

    private static AuthProxyException invalid(String reason) {
        return new AuthProxyException(ErrorCode.INVALID_URL, reason);
    }
}
