package net.authproxy.core.connection;

import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Who hears of changes: caches everywhere, after the commit; listeners of events here, within the transaction. */
class ConnectionNews {

    private final Changes changes;
    private final ApplicationEventPublisher events;

    ConnectionNews(Changes changes, ApplicationEventPublisher events) {
        this.changes = changes;
        this.events = events;
    }

    void announce(ChangeTopic topic, String id) {
        changes.announce(topic, id);
    }

    void tell(ConnectionEvent.Kind kind, Connection connection) {
        tell(kind, connection, null);
    }

    void tell(ConnectionEvent.Kind kind, Connection connection, @Nullable String revocation) {
        events.publishEvent(new ConnectionEvent(kind, connection, revocation));
    }

    /** Tells of the health if it has turned. */
    void tellHealth(Connection before, Connection after) {
        if (before.health() != after.health() && after.health() != ConnectionHealth.UNKNOWN) {
            tell(
                    after.health() == ConnectionHealth.HEALTHY
                            ? ConnectionEvent.Kind.HEALTHY
                            : ConnectionEvent.Kind.UNHEALTHY,
                    after);
        }
    }
}
