package net.authproxy.core.namespace;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.annotation.Transactional;

/** Decides a deletion in one transaction (contract 3); {@link NamespaceAdministration} has the rest done. */
class NamespaceDeletion {

    private final NamespaceRepository namespaces;
    private final List<NamespaceContents> contents;
    private final NamespaceAudit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NamespaceDeletion(
            NamespaceRepository namespaces,
            List<NamespaceContents> contents,
            NamespaceAudit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.namespaces = namespaces;
        this.contents = List.copyOf(contents);
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public DeletedNamespace delete(
            ActorPrincipal caller, NamespacePath path, boolean cascade, Precondition precondition) {
        Authorizer.requireAnywhere(caller, ResourceType.NAMESPACES, Verb.DELETE);
        Authorizer.require(caller, ResourceType.NAMESPACES, Verb.DELETE, path, path.value());
        if (path.equals(NamespacePath.ROOT)) {
            throw AuthProxyException.invalid("path", "root cannot be deleted");
        }
        NamespaceEntity node = namespaces
                .findLocked(path.value())
                .filter(found -> found.state() != NamespaceState.DESTROYED)
                .orElseThrow(Authorizer::notFound);
        precondition.require(node.updatedAt());
        Namespace before = node.toNamespace();
        DeletedNamespace deleted = cascade ? begin(node) : end(node);
        if (before.state() != node.state()) {
            audit.deleted(caller, before, node.toNamespace(), cascade);
        }
        if (deleted instanceof DeletedNamespace.Gone) {
            events.publishEvent(new NamespaceDestroyed(before));
        }
        return deleted;
    }

    private DeletedNamespace begin(NamespaceEntity node) {
        if (node.state() == NamespaceState.ACTIVE) {
            node.setState(NamespaceState.DESTROYING, clock);
        }
        return new DeletedNamespace.Destroying(node.toNamespace());
    }

    private DeletedNamespace end(NamespaceEntity node) {
        if (node.state() == NamespaceState.DESTROYING) {
            throw new AuthProxyException(
                    ErrorCode.NAMESPACE_NOT_ACTIVE, "namespace " + node.getId() + " is being destroyed");
        }
        Map<String, Long> counts = counts(node.getId());
        if (!counts.isEmpty()) {
            throw new AuthProxyException(
                            ErrorCode.NAMESPACE_NOT_EMPTY,
                            "namespace " + node.getId() + " is not empty; delete what is in it, or pass cascade=true")
                    .with("counts", counts);
        }
        node.setState(NamespaceState.DESTROYED, clock);
        return new DeletedNamespace.Gone();
    }

    private Map<String, Long> counts(String path) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("namespaces", namespaces.countChildren(path));
        contents.forEach(kind -> counts.put(kind.name(), kind.count(path)));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
