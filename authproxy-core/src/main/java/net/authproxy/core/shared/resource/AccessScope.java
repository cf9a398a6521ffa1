package net.authproxy.core.shared.resource;

import java.util.List;
import java.util.Set;

/**
 * The rows a caller may see in a list: the union of its grants (contract 1.3, 4.3). Pushed into the SQL of every page;
 * an empty scope sees nothing.
 *
 * @param grants what is visible; a row is, when any of them covers it
 */
public record AccessScope(List<Grant> grants) {

    /** For work of the system itself. */
    public static final AccessScope EVERYTHING = new AccessScope(List.of(new Grant(NamespaceMatcher.ALL, Set.of())));

    public AccessScope {
        grants = List.copyOf(grants);
    }

    public boolean isEmpty() {
        return grants.isEmpty();
    }

    /** This scope cut down to a namespace filter. */
    public AccessScope within(NamespaceMatcher filter) {
        return new AccessScope(grants.stream()
                .flatMap(grant ->
                        grant.namespace().intersect(filter).map(both -> new Grant(both, grant.resourceIds())).stream())
                .toList());
    }

    /** Whether a row is visible. */
    public boolean covers(String namespace, String resourceId) {
        return grants.stream().anyMatch(grant -> grant.covers(namespace, resourceId));
    }

    /**
     * One grant.
     *
     * @param resourceIds the only visible ids; empty for all
     */
    public record Grant(NamespaceMatcher namespace, Set<String> resourceIds) {

        public Grant {
            resourceIds = Set.copyOf(resourceIds);
        }

        boolean covers(String path, String resourceId) {
            return namespace.matches(path) && (resourceIds.isEmpty() || resourceIds.contains(resourceId));
        }
    }
}
