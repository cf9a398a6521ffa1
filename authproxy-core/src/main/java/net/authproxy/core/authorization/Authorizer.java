package net.authproxy.core.authorization;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/** Grants or throws, by the two gates of contract 1.2: any permission at all, then this object. */
public final class Authorizer {

    private Authorizer() {}

    /** Gate one: has the caller this verb anywhere? Asked before any look-up, so it tells nothing about objects. */
    public static void requireAnywhere(ActorPrincipal caller, ResourceType resource, Verb verb) {
        if (scope(caller, resource, verb).isEmpty()) {
            throw denied(resource, verb);
        }
    }

    /** Gate two: this object. Outside the caller's namespaces it does not exist; inside, the verb is missing. */
    public static void require(
            ActorPrincipal caller, ResourceType resource, Verb verb, NamespacePath namespace, @Nullable String id) {
        if (caller.may(resource, verb, namespace.value(), id)) {
            return;
        }
        if (!sees(caller, namespace)) {
            throw notFound();
        }
        throw denied(resource, verb);
    }

    /**
     * Nobody grants more than they hold (contract 4.1): each permission must be covered by one of the caller's own
     * entries, and by one of the token's when it narrows; else {@code grant_exceeds_own}.
     */
    public static void requireGrant(ActorPrincipal caller, PermissionSet granted) {
        PermissionSet narrowing = caller.narrowing();
        if (!caller.permissions().covers(granted) || (narrowing != null && !narrowing.covers(granted))) {
            throw exceeding("the permissions go beyond what the caller itself may do");
        }
    }

    /** The refusal of a grant that goes too far. */
    public static AuthProxyException exceeding(String message) {
        return new AuthProxyException(ErrorCode.GRANT_EXCEEDS_OWN, message);
    }

    /** Whether any permission of the caller, for whatever, covers the namespace. */
    public static boolean sees(ActorPrincipal caller, NamespacePath namespace) {
        PermissionSet narrowing = caller.narrowing();
        return caller.permissions().seesNamespace(namespace.value())
                && (narrowing == null || narrowing.seesNamespace(namespace.value()));
    }

    /** The rows a list may show; never null, empty when there are none. */
    public static AccessScope scope(ActorPrincipal caller, ResourceType resource, Verb verb) {
        return caller.permissions().scope(resource, verb, caller.narrowing());
    }

    /** Says why something is or is not allowed (contract 4.6). */
    public static PermissionExplanation explain(
            ActorPrincipal actor, ResourceType resource, Verb verb, NamespacePath namespace, @Nullable String id) {
        return PermissionExplanation.of(actor, resource, verb, namespace, id);
    }

    /** The answer for what does not exist or must not be seen. */
    public static AuthProxyException notFound() {
        return new AuthProxyException(ErrorCode.NOT_FOUND, "not found");
    }

    private static AuthProxyException denied(ResourceType resource, Verb verb) {
        return new AuthProxyException(
                ErrorCode.PERMISSION_DENIED, "missing permission " + resource.text() + ":" + verb.text());
    }
}
