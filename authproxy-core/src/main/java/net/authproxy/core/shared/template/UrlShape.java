package net.authproxy.core.shared.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The structure of an absolute URL, strict: what browsers and servers are known to read in two ways is refused.
 *
 * @param scheme http or https
 * @param host as written, lower case
 * @param port as written; empty if there is none
 * @param segments number of path segments
 * @param parameters number of query parameters; -1 without a query
 * @param fragment whether there is a fragment
 */
record UrlShape(String scheme, String host, String port, int segments, int parameters, boolean fragment) {

    /** RFC 3986 appendix B, narrowed to URLs with an authority. */
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?)://(?<authority>[^/?#]+)(?<path>/[^?#]*)?(\\?(?<query>[^#]*))?(?<frag>#.*)?");

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>[A-Za-z0-9._\\u0080-\\uFFFD-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");
    private static final Pattern IPV4_NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    static UrlShape of(String url) {
        refuseAmbiguous(url);
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new TemplateException("not an absolute http or https URL");
        }
        Matcher authority = AUTHORITY.matcher(parts.group("authority"));
        if (!authority.matches()) {
            throw new TemplateException("not a plain host, or one with user information");
        }
        String host = authority.group("host").toLowerCase(Locale.ROOT);
        refuseDisguisedAddress(host);
        String port = authority.group("port");
        String query = parts.group("query");
        return new UrlShape(
                parts.group("scheme"),
                host,
                port == null ? "" : port,
                segments(parts.group("path")),
                query == null ? -1 : query.split("&", -1).length,
                parts.group("frag") != null);
    }

    /** A value that stands for a whole origin: absolute https URL, a path at most, no query, no user information. */
    static void requireOrigin(String value) {
        if (!value.startsWith("https://")) {
            throw new TemplateException("a value for the whole origin must be an absolute https URL");
        }
        UrlShape shape = of(value);
        if (shape.parameters >= 0 || shape.fragment) {
            throw new TemplateException("a value for the whole origin must not have a query or fragment");
        }
    }

    /** Whether the other URL differs at most in the text of host, port, segments and parameters. */
    boolean sameAs(UrlShape other) {
        return scheme.equals(other.scheme)
                && port.isEmpty() == other.port.isEmpty()
                && segments == other.segments
                && parameters == other.parameters
                && fragment == other.fragment;
    }

    private static void refuseAmbiguous(String url) {
        boolean bad = url.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\' || c == '\uFFFE' || c == '\uFFFF');
        if (bad) {
            throw new TemplateException("a URL must not hold blanks, control characters or backslashes");
        }
    }

    /** WHATWG reads a host whose last label is a number as an IPv4 address; only its usual form is clear. */
    private static void refuseDisguisedAddress(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (IPV4_NUMBER.matcher(last).matches() && !DOTTED_QUAD.matcher(name).matches()) {
            throw new TemplateException("an IPv4 address must have its usual form");
        }
    }

    private static int segments(@Nullable String path) {
        if (path == null) {
            return 0;
        }
        String[] segments = path.split("/", -1);
        boolean dots = Arrays.stream(segments)
                .map(segment -> segment.replaceAll("%2[eE]", "."))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        if (dots) {
            throw new TemplateException("a URL must not hold . or .. segments");
        }
        return segments.length;
    }
}
