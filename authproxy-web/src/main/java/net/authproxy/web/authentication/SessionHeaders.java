package net.authproxy.web.authentication;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.session.SignIn;

/** How a session shows in answers: its cookie (RFC 6265) and its XSRF token (contract 5.5). */
public final class SessionHeaders {

    /** Carries the XSRF token, in both directions. */
    public static final String XSRF = "X-XSRF-TOKEN";

    private static final String SET_COOKIE = "Set-Cookie";

    private SessionHeaders() {}

    /** Hands out cookie and token of a session. */
    public static void hand(HttpServletResponse response, SessionPolicy policy, SignIn signIn) {
        response.addHeader(SET_COOKIE, cookie(policy.cookie(), signIn.cookie(), signIn.rest()));
        response.setHeader(XSRF, signIn.xsrfToken());
    }

    /** Makes the browser forget the cookie. */
    public static void clear(HttpServletResponse response, SessionPolicy policy) {
        response.addHeader(SET_COOKIE, cookie(policy.cookie(), "", Duration.ZERO));
    }

    private static String cookie(SessionPolicy.Cookie cookie, String value, Duration rest) {
        String sameSite = cookie.sameSite().name();
        return cookie.name() + '=' + value + "; Path=/"
                + (cookie.domain() == null ? "" : "; Domain=" + cookie.domain())
                + "; Max-Age=" + Math.max(0, rest.toSeconds())
                + (cookie.secure() ? "; Secure" : "")
                + "; HttpOnly; SameSite=" + sameSite.charAt(0)
                + sameSite.substring(1).toLowerCase(Locale.ROOT);
    }
}
