package net.authproxy.core.shared.settings.service;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import net.authproxy.core.shared.settings.CidrNotation;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.ListenerSettings;
import net.authproxy.core.shared.settings.StartContext;
import org.jspecify.annotations.Nullable;

/** What is the same for every service with a listener. */
final class ListenerChecks {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ListenerChecks() {}

    static void address(String bindAddress, Findings findings) {
        if (!ListenerSettings.isBindable(bindAddress)) {
            findings.add("bind_address", "must be an IP address or localhost");
        }
    }

    static void transport(boolean https, @Nullable TlsSettings tls, List<String> trustedProxies, Findings findings) {
        if (https && tls == null) {
            findings.add(
                    "https",
                    "contradictory: https needs a tls block (when a proxy ends TLS, set only base_url to https)");
        }
        if (!https && tls != null) {
            findings.add("tls", "contradictory: tls is set but https is false");
        }
        CidrNotation.check(trustedProxies, findings.at("trusted_proxies"));
    }

    /** The URL a browser uses; the scheme's own port is not written. */
    static URI baseUrl(@Nullable URI configured, boolean https, String domain, int port) {
        if (configured != null) {
            return configured;
        }
        boolean hidden = port == (https ? HTTPS : HTTP);
        return URI.create((https ? "https" : "http") + "://" + domain + (hidden ? "" : ":" + port));
    }

    static boolean isHttps(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }

    /** Session cookies over plain http, or for other sites without https (security K1). */
    static void cookies(URI baseUrl, @Nullable CookieSettings cookie, StartContext context, Findings findings) {
        if (context.devMode() || isHttps(baseUrl)) {
            return;
        }
        findings.add(
                "base_url", "refused outside development mode: session cookies need an https URL, this one is http");
        if (cookie != null && cookie.sameSite() == CookieSettings.SameSite.NONE) {
            findings.at("cookie")
                    .add(
                            "same_site",
                            "refused outside development mode: none needs Secure cookies, so an https base_url");
        }
    }
}
