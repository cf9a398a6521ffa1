package net.authproxy.core.connection;

import java.time.Clock;
import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.resource.AccessScope;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;

/** The connections of one connector, as they are ended batch by batch in the order of their ids. */
@SystemOperation
public class ConnectorConnections {

    private final ConnectionRepository connections;
    private final ConnectionNews news;
    private final Clock clock;

    ConnectorConnections(ConnectionRepository connections, ConnectionNews news, Clock clock) {
        this.connections = connections;
        this.news = news;
        this.clock = clock;
    }

    /**
     * What one batch came to.
     *
     * @param last the last id that was looked at; null when there was none
     * @param begun connections whose end was announced now
     */
    public record Batch(@Nullable String last, int begun) {}

    /**
     * Announces the end of those the scope covers; what is ending already stays as it is.
     *
     * @param after the last id of the batch before; empty to begin
     */
    @Transactional
    public Batch beginDisconnects(String connectorId, AccessScope scope, String after, int limit) {
        List<String> ids = connections.findLiveIdsOf(connectorId, after, Limit.of(limit));
        int begun = 0;
        for (ConnectionEntity connection : connections.findAllLocked(ids)) {
            boolean covered = scope.covers(connection.namespace().value(), connection.getId());
            if (covered && connection.state() != ConnectionState.DISCONNECTING) {
                connection.setState(ConnectionState.DISCONNECTING);
                connection.touch(clock);
                news.announce(ChangeTopic.CONNECTION, connection.getId());
                begun++;
            }
        }
        return new Batch(ids.isEmpty() ? null : ids.getLast(), begun);
    }

    /** Ids of those whose end was announced and is not reached, in order, at most so many, all behind the given one. */
    @Transactional(readOnly = true)
    public List<String> disconnecting(String connectorId, String after, int limit) {
        return connections.findDisconnecting(connectorId, after, Limit.of(limit));
    }
}
