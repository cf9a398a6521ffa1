package net.authproxy.web.connector;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.ConnectorDrafts;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.DraftChange;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.metadata.MetadataRoutes;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of the version picked for a connector to read, of its draft to write (contract 1.6). */
@RestController
@RequestMapping("/api/v1/connectors/{id}")
class ConnectorMetadataController extends MetadataRoutes {

    private final ConnectorService connectors;
    private final ConnectorDrafts drafts;

    ConnectorMetadataController(ConnectorService connectors, ConnectorDrafts drafts) {
        this.connectors = connectors;
        this.drafts = drafts;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        return metadata(
                connectors.get(caller, ResourceId.parse(id, IdType.CONNECTOR)).picked());
    }

    @Override
    protected Metadata change(ActorPrincipal caller, String id, MetadataChange change, Precondition precondition) {
        ResourceId connector = ResourceId.parse(id, IdType.CONNECTOR);
        return metadata(drafts.change(caller, connector, DraftChange.of(change), precondition));
    }

    static Metadata metadata(ConnectorVersion version) {
        return new Metadata(version.labels(), version.annotations(), version.updatedAt());
    }
}
