package net.authproxy.web.session;

import java.util.List;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.Session;

/** All sessions of one actor in one answer, the oldest first. */
record SessionListResponse(List<SessionResponse> items) {

    static SessionListResponse of(List<Session> sessions, Optional<ActiveSession> current) {
        return new SessionListResponse(sessions.stream()
                .map(session -> SessionResponse.of(session, current))
                .toList());
    }
}
