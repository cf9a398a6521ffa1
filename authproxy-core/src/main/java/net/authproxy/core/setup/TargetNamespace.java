package net.authproxy.core.setup;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.NamespacePath;

/** Where a new connection lives: at or below its connector's namespace (contract 7.1). */
class TargetNamespace {

    private final NamespaceService namespaces;

    TargetNamespace(NamespaceService namespaces) {
        this.namespaces = namespaces;
    }

    NamespacePath choose(ActorPrincipal caller, InitiateRequest request, ConnectorVersion version) {
        NamespacePath home = version.namespace();
        NamespacePath asked = request.intoNamespace();
        if (asked == null) {
            NamespacePath own = caller.namespace();
            return own.isAtOrBelow(home) ? own : home;
        }
        if (!asked.isAtOrBelow(home)) {
            // A connector that the caller cannot see must not be told from one that does not exist.
            if (!Authorizer.sees(caller, home)) {
                throw Authorizer.notFound();
            }
            throw AuthProxyException.invalid(
                    "into_namespace", "must be the connector's namespace " + home + " or below it");
        }
        return asked;
    }

    void ensure(ActorPrincipal caller, NamespacePath target) {
        namespaces.ensure(caller, target);
    }
}
