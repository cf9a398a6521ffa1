package net.authproxy.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.proxy.Decision;
import org.jspecify.annotations.Nullable;

/** Which headers travel, in both directions (contract 9.3). The credential is not its business: it is set afterwards. */
final class ProxyHeaders {

    private static final String PROXY_PREFIX = "proxy-";
    private static final String OWN_PREFIX = "x-authproxy-";
    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final String CORS_PREFIX = "access-control-";
    private static final AsciiString CSP = AsciiString.cached("Content-Security-Policy");
    private static final AsciiString SANDBOX = AsciiString.cached("sandbox");

    /** RFC 9110 7.6.1, and what HTTP/2 upgrades add. Proxy-* is a prefix. */
    private static final HeaderNames HOP_BY_HOP = new HeaderNames(
            Set.of("Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings"));

    private static final HeaderNames REQUEST_ONLY_HERE = new HeaderNames(Set.of(
            "Host",
            "Content-Length",
            "Expect",
            "X-XSRF-TOKEN",
            "Forwarded",
            "X-Real-IP",
            "X-Original-URL",
            "X-Rewrite-URL"));

    private static final HeaderNames CALLER_CREDENTIALS = new HeaderNames(Set.of("Authorization", "Cookie"));

    private static final HeaderNames ANSWER_ALWAYS =
            new HeaderNames(Set.of("Alt-Svc", "Clear-Site-Data", "Strict-Transport-Security", "X-XSRF-TOKEN"));

    /** On a browser-facing origin: what sets cookies, policies or handlers for the whole origin. */
    private static final HeaderNames ANSWER_ON_PUBLIC = new HeaderNames(Set.of(
            "Set-Cookie",
            "Set-Cookie2",
            "Content-Security-Policy",
            "Content-Security-Policy-Report-Only",
            "X-Content-Type-Options",
            "Refresh",
            "Link",
            "NEL",
            "Report-To",
            "Reporting-Endpoints",
            "Public-Key-Pins",
            "Public-Key-Pins-Report-Only",
            "Expect-CT",
            "Service-Worker-Allowed",
            "SourceMap",
            "X-SourceMap",
            "Origin-Agent-Cluster",
            "Speculation-Rules",
            "Accept-CH",
            "Critical-CH"));

    private ProxyHeaders() {}

    /** Copies what may go upstream, in order and with repetition. */
    static void towardsUpstream(MultiMap from, MultiMap to, boolean callerCredentials) {
        List<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            boolean stays = hopByHop(name)
                    || REQUEST_ONLY_HERE.contains(name)
                    || HeaderNames.startsWith(name, OWN_PREFIX)
                    || HeaderNames.startsWith(name, FORWARDED_PREFIX)
                    || (!callerCredentials && CALLER_CREDENTIALS.contains(name))
                    || isNamed(named, name);
            if (!stays) {
                to.add(name, header.getValue());
            }
        }
    }

    /** Adds the connector's headers and, if there is none, our User-Agent. */
    static void connectorHeaders(List<Decision.ConnectorHeader> headers, MultiMap to, String userAgent) {
        for (Decision.ConnectorHeader header : headers) {
            if (header.enforced()) {
                removeAllSpellings(to, header.name());
                to.set(header.name(), header.value());
            } else if (!to.contains(header.name())) {
                to.set(header.name(), header.value());
            }
        }
        if (!to.contains(HttpHeaders.USER_AGENT)) {
            to.set(HttpHeaders.USER_AGENT, userAgent);
        }
    }

    /** Copies what the caller of the raw form may see. */
    static void towardsCaller(MultiMap from, MultiMap to, boolean browserFacing) {
        List<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            boolean stays = hopByHop(name)
                    || ANSWER_ALWAYS.contains(name)
                    || HeaderNames.startsWith(name, OWN_PREFIX)
                    || HeaderNames.startsWith(name, CORS_PREFIX)
                    || (browserFacing && ANSWER_ON_PUBLIC.contains(name))
                    || isNamed(named, name);
            if (!stays) {
                to.add(name, header.getValue());
            }
        }
        if (browserFacing) {
            to.set(CSP, SANDBOX);
            to.set(Answers.NO_SNIFF_NAME, Answers.NO_SNIFF);
        }
    }

    /**
     * Whether the request asks for another protocol (RFC 9110 7.8: only together with Connection). HTTP/2 in clear text
     * does not count: it is an offer that clients make by default, and an answer in HTTP/1.1 declines it.
     */
    static boolean upgrades(MultiMap headers) {
        return headers.contains(HttpHeaders.UPGRADE)
                && isNamed(namedByConnection(headers), "upgrade")
                && !onlyOffersHttp2(headers.getAll(HttpHeaders.UPGRADE));
    }

    private static boolean onlyOffersHttp2(List<String> upgrades) {
        for (String value : upgrades) {
            for (String protocol : value.split(",", -1)) {
                if (!protocol.trim().equalsIgnoreCase("h2c")) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean hopByHop(String name) {
        return HOP_BY_HOP.contains(name) || HeaderNames.startsWith(name, PROXY_PREFIX);
    }

    static boolean forwarding(String name) {
        return HeaderNames.same(name, "Forwarded")
                || HeaderNames.startsWith(name, FORWARDED_PREFIX)
                || HeaderNames.same(name, "X-Real-IP");
    }

    /** Removes the header in every spelling that a careless upstream might take for it. */
    static void removeAllSpellings(MultiMap headers, String name) {
        headers.remove(name);
        if (name.indexOf('-') < 0 && name.indexOf('_') < 0) {
            return;
        }
        List<String> twins = new ArrayList<>(1);
        for (Map.Entry<String, String> header : headers) {
            if (HeaderNames.same(header.getKey(), name)) {
                twins.add(header.getKey());
            }
        }
        twins.forEach(headers::remove);
    }

    /** The names listed in Connection; absent in the usual case that it only says keep-alive or close. */
    static @Nullable List<String> namedByConnection(MultiMap headers) {
        String first = headers.get(HttpHeaders.CONNECTION);
        if (first == null || first.equalsIgnoreCase("keep-alive") || first.equalsIgnoreCase("close")) {
            if (first == null || headers.getAll(HttpHeaders.CONNECTION).size() == 1) {
                return null;
            }
        }
        List<String> named = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String token : value.split(",", -1)) {
                named.add(token.trim());
            }
        }
        return named;
    }

    static boolean isNamed(@Nullable List<String> named, String name) {
        if (named == null) {
            return false;
        }
        for (String token : named) {
            if (token.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
