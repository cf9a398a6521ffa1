package net.authproxy.web.connector;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.VersionState;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.metadata.MetadataReads;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of connectors as {@code public} shows them: of published versions, to read (contract 2.1). */
@RestController
@RequestMapping("/api/v1/connectors/{id}")
class PublishedConnectorMetadataController extends MetadataReads {

    private final ConnectorService connectors;

    PublishedConnectorMetadataController(ConnectorService connectors) {
        this.connectors = connectors;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        ConnectorVersion picked =
                connectors.get(caller, ResourceId.parse(id, IdType.CONNECTOR)).picked();
        if (picked.state() != VersionState.PRIMARY) {
            throw Authorizer.notFound();
        }
        return ConnectorMetadataController.metadata(picked);
    }
}
