package net.authproxy.core.connection;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.annotation.Transactional;

/** What callers may ask of connections (contract 7.1); set-up and disconnect are features of their own. */
public class ConnectionService {

    private final ConnectionRepository connections;
    private final ConnectionList list;
    private final ConnectionStore store;
    private final AuditTrail audit;
    private final Changes changes;
    private final Clock clock;

    ConnectionService(
            ConnectionRepository connections,
            ConnectionList list,
            ConnectionStore store,
            AuditTrail audit,
            Changes changes,
            Clock clock) {
        this.connections = connections;
        this.list = list;
        this.store = store;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** One live connection. */
    @Transactional(readOnly = true)
    public Connection get(ActorPrincipal caller, ResourceId id) {
        return require(caller, id, Verb.GET);
    }

    /** One live connection, if the caller has that verb on it; the two gates of contract 1.2. */
    @Transactional(readOnly = true)
    public Connection require(ActorPrincipal caller, ResourceId id, Verb verb) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, verb);
        return permitted(caller, connections.findLive(id.text()), verb).toConnection();
    }

    private static ConnectionEntity permitted(ActorPrincipal caller, Optional<ConnectionEntity> found, Verb verb) {
        ConnectionEntity connection = found.orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTIONS, verb, connection.namespace(), connection.getId());
        return connection;
    }

    /**
     * Lists live connections the caller may see.
     *
     * @param filters {@code state}, {@code connector_id}, {@code connector_version}, {@code health}
     */
    @Transactional(readOnly = true)
    public Page<Connection> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.LIST);
        return list.page(request, Authorizer.scope(caller, ResourceType.CONNECTIONS, Verb.LIST), filters)
                .map(ConnectionEntity::toConnection);
    }

    /**
     * Changes labels and annotations.
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    public Connection update(ActorPrincipal caller, ResourceId id, MetadataChange change, Precondition precondition) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        ConnectionEntity connection = permitted(caller, connections.findLocked(id.text()), Verb.UPDATE);
        precondition.require(connection.updatedAt());
        Connection before = connection.toConnection();
        if (connection.apply(change)) {
            store.project(connection);
        }
        connection.touch(clock);
        changes.announce(ChangeTopic.CONNECTION, id.text());
        Connection after = connection.toConnection();
        audit.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_UPDATE, before, after));
        return after;
    }

    /**
     * Sets the state and nothing else: for an operator who knows better than the state machine (contract 7.3).
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    public Connection forceState(
            ActorPrincipal caller, ResourceId id, ConnectionState state, Precondition precondition) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.FORCE_STATE);
        ConnectionEntity connection = permitted(caller, connections.findLocked(id.text()), Verb.FORCE_STATE);
        precondition.require(connection.updatedAt());
        Connection before = connection.toConnection();
        connection.setState(state);
        connection.touch(clock);
        changes.announce(ChangeTopic.CONNECTION, id.text());
        Connection after = connection.toConnection();
        audit.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_FORCE_STATE, before, after));
        return after;
    }
}
