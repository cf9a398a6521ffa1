package net.authproxy.web.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.Session;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * One session.
 *
 * @param expiresAt the absolute end; without use it ends earlier
 * @param current whether this very request belongs to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionResponse(
        String id,
        String actorId,
        String service,
        String createdAt,
        String lastSeenAt,
        String expiresAt,
        @Nullable String ip,
        @Nullable String userAgent,
        boolean current) {

    static SessionResponse of(Session session, Optional<ActiveSession> current) {
        return new SessionResponse(
                session.id(),
                session.actorId(),
                session.service(),
                Timestamps.text(session.createdAt()),
                Timestamps.text(session.lastSeenAt()),
                Timestamps.text(session.expiresAt()),
                session.ip(),
                session.userAgent(),
                current.filter(own -> own.id().equals(session.id())).isPresent());
    }
}
