package net.authproxy.core.namespace;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.annotation.Transactional;

/** Creates, finds and lists namespaces (contract 3). */
public class NamespaceService {

    private final NamespaceRepository namespaces;
    private final NamespaceList list;
    private final NamespaceAudit audit;
    private final Clock clock;

    NamespaceService(NamespaceRepository namespaces, NamespaceList list, NamespaceAudit audit, Clock clock) {
        this.namespaces = namespaces;
        this.list = list;
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates a namespace below an existing, active parent. */
    @Transactional
    public Namespace create(ActorPrincipal caller, NamespacePath path, Labels labels, Annotations annotations) {
        Authorizer.requireAnywhere(caller, ResourceType.NAMESPACES, Verb.CREATE);
        Optional<NamespaceEntity> present = namespaces.findLocked(path.value());
        Chain above = path.parent().map(this::hold).orElseGet(() -> new Chain(List.of()));
        requireParent(caller, path, above);
        Authorizer.require(caller, ResourceType.NAMESPACES, Verb.CREATE, path, null);
        if (present.isPresent() && present.get().state() != NamespaceState.DESTROYED) {
            throw new AuthProxyException(ErrorCode.ALREADY_EXISTS, "namespace " + path + " exists already");
        }
        above.requireActive();
        try {
            Namespace made = write(present, path, labels, annotations).toNamespace();
            audit.created(caller, made);
            return made;
        } catch (DataIntegrityViolationException e) {
            throw new AuthProxyException(ErrorCode.ALREADY_EXISTS, "namespace " + path + " exists already", e);
        }
    }

    private NamespaceEntity write(
            Optional<NamespaceEntity> present, NamespacePath path, Labels labels, Annotations annotations) {
        if (present.isPresent()) {
            present.get().reactivate(clock, labels, annotations);
            return present.get();
        }
        return namespaces.save(new NamespaceEntity(clock, path, labels, annotations));
    }

    private static void requireParent(ActorPrincipal caller, NamespacePath path, Chain above) {
        Optional<NamespacePath> parent = path.parent();
        boolean visible = parent.isPresent()
                && above.live(parent.get())
                && (Authorizer.sees(caller, parent.get())
                        || caller.may(ResourceType.NAMESPACES, Verb.CREATE, path.value(), null));
        if (parent.isPresent() && !visible) {
            throw AuthProxyException.invalid("path", "the parent namespace does not exist");
        }
    }

    /** The node and all above it, locked against the beginning of their end and against other labels. */
    private Chain hold(NamespacePath path) {
        return new Chain(namespaces.hold(
                path.selfAndAncestors().stream().map(NamespacePath::value).toList()));
    }

    /**
     * Makes sure, until the transaction ends, that new things may be put into a namespace.
     *
     * @return false when there is no such namespace
     * @throws AuthProxyException {@code namespace_not_active} when it or one above it is being destroyed
     */
    @SystemOperation
    @Transactional
    public boolean holdActive(NamespacePath path) {
        Chain chain = hold(path);
        chain.requireActive();
        return chain.live(path);
    }

    /** One namespace, if the caller may see it. */
    @Transactional(readOnly = true)
    public Namespace get(ActorPrincipal caller, NamespacePath path) {
        Authorizer.requireAnywhere(caller, ResourceType.NAMESPACES, Verb.GET);
        Authorizer.require(caller, ResourceType.NAMESPACES, Verb.GET, path, path.value());
        return find(path).orElseThrow(Authorizer::notFound);
    }

    /**
     * Lists what the caller may see; destroyed namespaces only when asked for by state.
     *
     * @param filters {@code state} and {@code children_of}, checked by {@link NamespaceList}
     */
    @Transactional(readOnly = true)
    public Page<Namespace> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.NAMESPACES, Verb.LIST);
        return list.page(request, Authorizer.scope(caller, ResourceType.NAMESPACES, Verb.LIST), filters)
                .map(NamespaceEntity::toNamespace);
    }

    /** A live namespace; empty when there is none. */
    @SystemOperation
    @Transactional(readOnly = true)
    public Optional<Namespace> find(NamespacePath path) {
        return namespaces
                .findById(path.value())
                .filter(node -> node.state() != NamespaceState.DESTROYED)
                .map(NamespaceEntity::toNamespace);
    }

    /** Makes sure that the node and all above it exist and are active; for start-up and configuration. */
    @SystemOperation
    @Transactional
    public void ensure(NamespacePath path) {
        makeMissing(null, path);
    }

    /** The same for a caller who was permitted something that needs them, such as {@code _initiate}. */
    @Transactional
    public void ensure(ActorPrincipal caller, NamespacePath path) {
        makeMissing(caller, path);
    }

    private void makeMissing(@Nullable ActorPrincipal caller, NamespacePath path) {
        Chain chain = hold(path);
        chain.requireActive();
        List<NamespacePath> nodes = path.selfAndAncestors();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NamespacePath node = nodes.get(i);
            if (!chain.live(node)) {
                audit.created(
                        caller,
                        write(namespaces.findLocked(node.value()), node, Labels.NONE, Annotations.NONE)
                                .toNamespace());
            }
        }
    }

    /**
     * Changes labels and annotations of one namespace; {@link NamespaceAdministration} has the labels projected.
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    Updated update(ActorPrincipal caller, NamespacePath path, MetadataChange change, Precondition precondition) {
        Authorizer.requireAnywhere(caller, ResourceType.NAMESPACES, Verb.UPDATE);
        Authorizer.require(caller, ResourceType.NAMESPACES, Verb.UPDATE, path, path.value());
        NamespaceEntity node = namespaces
                .findLocked(path.value())
                .filter(found -> found.state() != NamespaceState.DESTROYED)
                .orElseThrow(Authorizer::notFound);
        precondition.require(node.updatedAt());
        if (node.state() == NamespaceState.DESTROYING) {
            throw beingDestroyed(node);
        }
        Namespace before = node.toNamespace();
        boolean labelsChanged = node.apply(change);
        if (labelsChanged) {
            node.markProjectionDue();
        }
        node.touch(clock);
        audit.updated(caller, before, node.toNamespace());
        return new Updated(node.toNamespace(), labelsChanged);
    }

    private static AuthProxyException beingDestroyed(NamespaceEntity node) {
        return new AuthProxyException(
                ErrorCode.NAMESPACE_NOT_ACTIVE, "namespace " + node.getId() + " is being destroyed");
    }

    /** Labels of the node and of all above it, nearest wins (contract 1.6, effective labels). */
    @SystemOperation
    @Transactional(readOnly = true)
    public Labels inheritedLabels(NamespacePath path) {
        List<NamespacePath> chain = path.selfAndAncestors();
        Map<String, NamespaceEntity> byPath = new HashMap<>();
        namespaces
                .findAllByPath(chain.stream().map(NamespacePath::value).toList())
                .forEach(node -> byPath.put(node.getId(), node));
        Labels merged = Labels.NONE;
        for (int i = chain.size() - 1; i >= 0; i--) {
            NamespaceEntity node = byPath.get(chain.get(i).value());
            merged = node == null ? merged : merged.overlaidBy(node.labels());
        }
        return merged;
    }

    /** A namespace after a change. */
    record Updated(Namespace namespace, boolean labelsChanged) {}

    /** Nodes on the way from one to {@code root}, as far as there are any. */
    private record Chain(List<NamespaceEntity> nodes) {

        void requireActive() {
            nodes.stream()
                    .filter(node -> node.state() == NamespaceState.DESTROYING)
                    .findFirst()
                    .ifPresent(node -> {
                        throw beingDestroyed(node);
                    });
        }

        boolean live(NamespacePath path) {
            return nodes.stream()
                    .anyMatch(node -> node.getId().equals(path.value()) && node.state() != NamespaceState.DESTROYED);
        }
    }
}
