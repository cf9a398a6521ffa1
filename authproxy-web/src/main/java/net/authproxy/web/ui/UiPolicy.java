package net.authproxy.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * What browsers are told about every file of a UI: nothing runs but our own scripts, nobody frames it but the host, and
 * no address, which may carry a token, goes anywhere as a referrer.
 */
final class UiPolicy {

    private static final String REST = "; img-src 'self' data: https:; font-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors ";

    private final String frameAncestors;

    /** @param origins whose pages may frame the UI, besides its own */
    UiPolicy(List<String> origins) {
        frameAncestors = origins.isEmpty() ? "'self'" : "'self' " + String.join(" ", origins);
    }

    /** The headers of a file. */
    void mark(HttpServletResponse response) {
        mark(response, "'self'");
    }

    /** The headers of the page; style elements with the nonce count. */
    void markPage(HttpServletRequest request, HttpServletResponse response, String nonce, boolean returns) {
        mark(response, "'self' 'nonce-" + nonce + "'");
        boolean framed = "iframe".equals(request.getHeader("Sec-Fetch-Dest"));
        if (!framed && !returns) {
            // Where a popup returns to it must stay the popup of its opener, so that page goes without.
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
        }
    }

    private void mark(HttpServletResponse response, String styles) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src " + styles + REST + frameAncestors);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()");
    }
}
