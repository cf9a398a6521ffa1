package net.authproxy.core.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** What callers may ask of connections (contract 7.1); set-up and disconnect are features of their own. */
public class ConnectionService {

    private final ConnectionRepository connections;
    private final ConnectionList list;
    private final ConnectionStore store;
    private final Changes changes;
    private final Clock clock;

    ConnectionService(
            ConnectionRepository connections,
            ConnectionList list,
            ConnectionStore store,
            Changes changes,
            Clock clock) {
        this.connections = connections;
        this.list = list;
        this.store = store;
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
        return permitted(caller, id, verb).toConnection();
    }

    private ConnectionEntity permitted(ActorPrincipal caller, ResourceId id, Verb verb) {
        ConnectionEntity connection = connections.findLive(id.text()).orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTIONS, verb, connection.namespace(), id.text());
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
     * Replaces labels and annotations, each as a whole, where present.
     *
     * @param connector labels of the connection's connector version, for the effective labels
     * @param ifUpdatedAt the {@code updated_at} the caller saw; empty when it does not care
     */
    @Transactional
    public Connection update(
            ActorPrincipal caller,
            ResourceId id,
            @Nullable Labels labels,
            @Nullable Annotations annotations,
            ConnectorLabels connector,
            Optional<Instant> ifUpdatedAt) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        ConnectionEntity connection = permitted(caller, id, Verb.UPDATE);
        ifUpdatedAt.filter(seen -> !seen.equals(connection.updatedAt())).ifPresent(seen -> {
            throw new AuthProxyException(ErrorCode.PRECONDITION_FAILED, "the connection was changed meanwhile");
        });
        if (labels != null) {
            connection.replaceLabels(labels);
            store.project(connection, connector);
        }
        if (annotations != null) {
            connection.replaceAnnotations(annotations);
        }
        connection.touch(clock);
        changes.announce(ChangeTopic.CONNECTION, id.text());
        return connection.toConnection();
    }
}
