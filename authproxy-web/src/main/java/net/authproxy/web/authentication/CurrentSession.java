package net.authproxy.web.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;

/** The login session a request was authenticated by. */
public final class CurrentSession {

    private static final String ATTRIBUTE = ActiveSession.class.getName();

    private CurrentSession() {}

    static void set(HttpServletRequest request, ActiveSession session) {
        request.setAttribute(ATTRIBUTE, session);
    }

    /** The session; empty when a token authenticated the request, or nothing did. */
    public static Optional<ActiveSession> of(HttpServletRequest request) {
        return Optional.ofNullable((ActiveSession) request.getAttribute(ATTRIBUTE));
    }
}
