package net.authproxy.web.namespace;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.namespace.NamespaceAdministration;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.web.metadata.MetadataRoutes;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of namespaces; the id is the path. */
@RestController
@RequestMapping("/api/v1/namespaces/{id}")
class NamespaceMetadataController extends MetadataRoutes {

    private final NamespaceService namespaces;
    private final NamespaceAdministration administration;

    NamespaceMetadataController(NamespaceService namespaces, NamespaceAdministration administration) {
        this.namespaces = namespaces;
        this.administration = administration;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        return metadata(namespaces.get(caller, new NamespacePath(id)));
    }

    @Override
    protected Metadata change(ActorPrincipal caller, String id, MetadataChange change, Precondition precondition) {
        return metadata(administration.update(caller, new NamespacePath(id), change, precondition));
    }

    private static Metadata metadata(Namespace namespace) {
        return new Metadata(namespace.labels(), namespace.annotations(), namespace.updatedAt());
    }
}
