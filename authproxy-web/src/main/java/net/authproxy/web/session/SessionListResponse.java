package net.authproxy.web.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.Session;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** All sessions in one answer, the oldest first. */
record SessionListResponse(List<Item> items) {

    /**
     * One session.
     *
     * @param expiresAt the absolute end; without use it ends earlier
     * @param current whether this very request belongs to it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String id,
            String actorId,
            String service,
            String createdAt,
            String lastSeenAt,
            String expiresAt,
            @Nullable String ip,
            @Nullable String userAgent,
            boolean current) {}

    static SessionListResponse of(List<Session> sessions, Optional<ActiveSession> current) {
        return new SessionListResponse(
                sessions.stream().map(session -> item(session, current)).toList());
    }

    private static Item item(Session session, Optional<ActiveSession> current) {
        return new Item(
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
