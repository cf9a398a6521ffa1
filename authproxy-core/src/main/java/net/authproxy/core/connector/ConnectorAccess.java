package net.authproxy.core.connector;

import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;

/** Finds connectors that a caller wants to change, and holds them: the two gates of contract 1.2. */
class ConnectorAccess {

    private final ConnectorVersionRepository versions;
    private final NamespaceService namespaces;

    ConnectorAccess(ConnectorVersionRepository versions, NamespaceService namespaces) {
        this.versions = versions;
        this.namespaces = namespaces;
    }

    /** All versions, oldest first, held until the transaction ends, as is their namespace. */
    List<ConnectorVersionEntity> held(ActorPrincipal caller, Verb verb, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, verb);
        NamespacePath namespace =
                versions.findNamespace(id.text()).map(NamespacePath::new).orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTORS, verb, namespace, id.text());
        // Before the versions, in the order in which the end of a namespace takes them.
        namespaces.holdActive(namespace);
        versions.findLocked(id.text());
        // Who waited for the lock has not seen the version that was added meanwhile.
        return versions.findVersions(id.text());
    }

    /** That version among them. */
    static ConnectorVersionEntity version(List<ConnectorVersionEntity> all, int version) {
        return all.stream()
                .filter(row -> row.key().version() == version)
                .findFirst()
                .orElseThrow(Authorizer::notFound);
    }
}
