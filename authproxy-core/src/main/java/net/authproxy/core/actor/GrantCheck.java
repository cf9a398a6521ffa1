package net.authproxy.core.actor;

import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.resource.Labels;

/** Ways to rights besides a permission written down: labels in templates, and keys of somebody who has them. */
final class GrantCheck {

    private GrantCheck() {}

    /** Whether new labels change what the actor's own permission templates resolve to: then a label is a permission. */
    static boolean labelsDecide(Actor actor, Labels replacement) {
        return actor.permissions().stream()
                .filter(permission -> permission.namespace().contains("{{"))
                .anyMatch(permission ->
                        !filled(permission, actor, actor.labels()).equals(filled(permission, actor, replacement)));
    }

    private static List<?> filled(Permission permission, Actor actor, Labels labels) {
        return PermissionSet.of(List.of(permission), actor.externalId(), labels.values())
                .namespaces();
    }

    /**
     * Whoever gives an actor a key can be that actor, so the caller must hold all that the actor does. A template that
     * nothing fills grants nothing and needs no cover.
     */
    static void requireWithin(ActorPrincipal caller, Actor actor) {
        List<Permission> effective = actor.permissions().stream()
                .filter(permission -> !filled(permission, actor, actor.labels()).isEmpty())
                .toList();
        Authorizer.requireGrant(caller, actor.fill(effective));
    }
}
