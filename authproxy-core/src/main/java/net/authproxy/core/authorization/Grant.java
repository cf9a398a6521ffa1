package net.authproxy.core.authorization;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import org.jspecify.annotations.Nullable;

/** A permission with its templates filled and its names resolved: what the hot path compares. */
record Grant(NamespaceMatcher namespace, Set<ResourceType> resources, Set<Verb> verbs, Set<String> ids) {

    static Grant of(Permission permission, NamespaceMatcher namespace) {
        return new Grant(namespace, resources(permission), verbs(permission), Set.copyOf(permission.resourceIds()));
    }

    private static Set<ResourceType> resources(Permission permission) {
        return permission.resources().contains(Permission.ANY)
                ? EnumSet.allOf(ResourceType.class)
                : permission.resources().stream()
                        .flatMap(name -> ResourceType.of(name).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ResourceType.class)));
    }

    private static Set<Verb> verbs(Permission permission) {
        return permission.verbs().contains(Permission.ANY)
                ? EnumSet.allOf(Verb.class)
                : permission.verbs().stream()
                        .flatMap(name -> Verb.of(name).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verb.class)));
    }

    boolean names(ResourceType resource, Verb verb) {
        return resources.contains(resource) && verbs.contains(verb);
    }

    /** A null id means "no object yet": then a grant that is limited to ids does not match. */
    boolean allows(ResourceType resource, Verb verb, String path, @Nullable String id) {
        return names(resource, verb) && namespace.matches(path) && (ids.isEmpty() || (id != null && ids.contains(id)));
    }

    /** What both allow for this resource and verb; empty when nothing. */
    Optional<Grant> intersect(Grant other, ResourceType resource, Verb verb) {
        if (!names(resource, verb) || !other.names(resource, verb)) {
            return Optional.empty();
        }
        Set<String> both = common(ids, other.ids);
        if (both.isEmpty() && !(ids.isEmpty() && other.ids.isEmpty())) {
            return Optional.empty();
        }
        return namespace
                .intersect(other.namespace)
                .map(matcher -> new Grant(matcher, EnumSet.of(resource), EnumSet.of(verb), both));
    }

    private static Set<String> common(Set<String> a, Set<String> b) {
        if (a.isEmpty()) {
            return b;
        }
        return b.isEmpty() ? a : a.stream().filter(b::contains).collect(Collectors.toSet());
    }

    /** Whether everything the other one allows is allowed by this one. */
    boolean covers(Grant other) {
        return namespace.covers(other.namespace)
                && resources.containsAll(other.resources)
                && verbs.containsAll(other.verbs)
                && (ids.isEmpty() || (!other.ids.isEmpty() && ids.containsAll(other.ids)));
    }
}
