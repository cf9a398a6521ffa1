package net.authproxy.web.connector;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.VersionState;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.ServiceName;
import net.authproxy.web.metadata.MetadataReads;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of the version picked for a connector; {@code public} shows published ones only. */
@RestController
@RequestMapping("/api/v1/connectors/{id}")
class ConnectorMetadataController extends MetadataReads {

    private final ConnectorService connectors;
    private final boolean publishedOnly;

    ConnectorMetadataController(ConnectorService connectors, ServiceName service) {
        this.connectors = connectors;
        this.publishedOnly = service.id().equals("public");
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        ConnectorVersion picked =
                connectors.get(caller, ResourceId.parse(id, IdType.CONNECTOR)).picked();
        if (publishedOnly && picked.state() != VersionState.PRIMARY) {
            throw Authorizer.notFound();
        }
        return new Metadata(picked.labels(), picked.annotations(), picked.updatedAt());
    }
}
