package net.authproxy.web.connection;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.metadata.MetadataRoutes;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Own labels and annotations of connections. */
@RestController
@RequestMapping("/api/v1/connections/{id}")
class ConnectionMetadataController extends MetadataRoutes {

    private final ConnectionService connections;

    ConnectionMetadataController(ConnectionService connections) {
        this.connections = connections;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        return metadata(connections.get(caller, ResourceId.parse(id, IdType.CONNECTION)));
    }

    @Override
    protected Metadata change(ActorPrincipal caller, String id, MetadataChange change, Precondition precondition) {
        return metadata(connections.update(caller, ResourceId.parse(id, IdType.CONNECTION), change, precondition));
    }

    private static Metadata metadata(Connection connection) {
        return new Metadata(connection.labels(), connection.annotations(), connection.updatedAt());
    }
}
