package net.authproxy.core.actor;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Labels;
import org.jspecify.annotations.Nullable;

/** Nobody grants more than they hold (contract 4.1). */
final class GrantCheck {

    private GrantCheck() {}

    /** Each permission must be covered by one of the caller's own entries, and by one of the token's when it narrows. */
    static void require(ActorPrincipal caller, PermissionSet granted) {
        PermissionSet narrowing = caller.narrowing();
        if (!caller.permissions().covers(granted) || (narrowing != null && !narrowing.covers(granted))) {
            throw new AuthProxyException(
                    ErrorCode.GRANT_EXCEEDS_OWN, "the permissions go beyond what the caller itself may do");
        }
    }

    /** Whether new labels change what the actor's own permission templates resolve to: then a label is a permission. */
    static boolean labelsDecide(Actor actor, @Nullable Labels replacement) {
        if (replacement == null) {
            return false;
        }
        return actor.permissions().stream()
                .filter(permission -> permission.namespace().contains("{{"))
                .anyMatch(permission -> !PermissionSet.of(
                                java.util.List.of(permission),
                                actor.externalId(),
                                actor.labels().values())
                        .namespaces()
                        .equals(PermissionSet.of(
                                        java.util.List.of(permission), actor.externalId(), replacement.values())
                                .namespaces()));
    }
}
