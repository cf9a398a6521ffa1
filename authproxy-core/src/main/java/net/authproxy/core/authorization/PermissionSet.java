package net.authproxy.core.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A compiled list of permissions. Immutable; a permission whose template cannot be filled never matches. */
public final class PermissionSet {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Permission> written;
    private final List<Optional<Grant>> compiled;
    private final Grant[] grants;

    private PermissionSet(List<Permission> written, List<Optional<Grant>> compiled) {
        this.written = List.copyOf(written);
        this.compiled = List.copyOf(compiled);
        this.grants = compiled.stream().flatMap(Optional::stream).toArray(Grant[]::new);
    }

    /** Compiles permissions for the actor that fills their templates. */
    public static PermissionSet of(List<Permission> permissions, String externalId, Map<String, String> labels) {
        List<Optional<Grant>> compiled = new ArrayList<>();
        for (Permission permission : permissions) {
            compiled.add(NamespaceTemplate.fill(permission.namespace(), externalId, labels)
                    .map(matcher -> Grant.of(permission, matcher)));
        }
        return new PermissionSet(permissions, compiled);
    }

    /** The permissions as written, in order. */
    public List<Permission> written() {
        return written;
    }

    /**
     * The permissions as one text: the same for the same permissions in another order or named twice, another one for any
     * other set. Not a statement of what they allow: two texts may mean the same.
     */
    public String canonicalText() {
        return written.stream()
                .map(PermissionSet::canonicalText)
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** JSON, in which no raw line break and no ambiguity about where a name ends can be. */
    private static String canonicalText(Permission permission) {
        return JSON.writeValueAsString(List.of(
                permission.namespace(),
                new TreeSet<>(permission.resources()),
                new TreeSet<>(permission.resourceIds()),
                new TreeSet<>(permission.verbs())));
    }

    boolean allows(ResourceType resource, Verb verb, String namespace, @Nullable String id) {
        for (Grant grant : grants) {
            if (grant.allows(resource, verb, namespace, id)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any entry allows it for an object that does not exist yet. */
    public boolean permits(ResourceType resource, Verb verb, NamespacePath namespace) {
        return allows(resource, verb, namespace.value(), null);
    }

    /** Index of the first permission that allows it; -1 when none does. */
    int firstMatch(ResourceType resource, Verb verb, String namespace, @Nullable String id) {
        for (int i = 0; i < compiled.size(); i++) {
            if (compiled.get(i)
                    .filter(grant -> grant.allows(resource, verb, namespace, id))
                    .isPresent()) {
                return i;
            }
        }
        return -1;
    }

    boolean names(ResourceType resource, Verb verb) {
        for (Grant grant : grants) {
            if (grant.names(resource, verb)) {
                return true;
            }
        }
        return false;
    }

    boolean seesNamespace(String namespace) {
        for (Grant grant : grants) {
            if (grant.namespace().matches(namespace)) {
                return true;
            }
        }
        return false;
    }

    /** Everything both sets allow for that resource and verb; a null other set means "no narrowing". */
    AccessScope scope(ResourceType resource, Verb verb, @Nullable PermissionSet narrowing) {
        List<AccessScope.Grant> visible = new ArrayList<>();
        for (Grant grant : grants) {
            if (narrowing == null) {
                if (grant.names(resource, verb)) {
                    visible.add(new AccessScope.Grant(grant.namespace(), grant.ids()));
                }
                continue;
            }
            for (Grant other : narrowing.grants) {
                grant.intersect(other, resource, verb)
                        .ifPresent(both -> visible.add(new AccessScope.Grant(both.namespace(), both.ids())));
            }
        }
        return new AccessScope(visible);
    }

    /** Whether each entry of the other set is covered by one entry of this one (contract 4.1, {@code grant_exceeds_own}). */
    public boolean covers(PermissionSet other) {
        for (Grant wanted : other.grants) {
            boolean covered = false;
            for (Grant own : grants) {
                covered |= own.covers(wanted);
            }
            if (!covered) {
                return false;
            }
        }
        return other.compiled.stream().allMatch(Optional::isPresent);
    }

    /** The namespaces that any entry names. */
    public List<NamespaceMatcher> namespaces() {
        return List.of(grants).stream().map(Grant::namespace).toList();
    }
}
