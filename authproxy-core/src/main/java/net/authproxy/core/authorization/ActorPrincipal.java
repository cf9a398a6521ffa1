package net.authproxy.core.authorization;

import java.time.Instant;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * The actor behind a request, after token narrowing (contract 4.5).
 *
 * @param actorId {@code act_} id
 * @param externalId the host application's name for the actor
 * @param namespace where the actor belongs
 * @param permissions what the actor may do
 * @param narrowing what the token may do at most; absent when it does not narrow
 * @param token the token that was presented; absent for the system itself
 */
public record ActorPrincipal(
        String actorId,
        String externalId,
        NamespacePath namespace,
        PermissionSet permissions,
        @Nullable PermissionSet narrowing,
        @Nullable Token token) {

    /**
     * What is known of the presented token.
     *
     * @param jti absent if it has none
     * @param keyId the {@code ak_} id that verified it; absent for system and configured keys
     */
    public record Token(
            @Nullable String jti,
            Instant expiresAt,
            @Nullable String keyId) {}

    /** Whether actor and token both allow it. A null id means "no object yet" (create). */
    public boolean may(ResourceType resource, Verb verb, String namespacePath, @Nullable String resourceId) {
        return permissions.allows(resource, verb, namespacePath, resourceId)
                && (narrowing == null || narrowing.allows(resource, verb, namespacePath, resourceId));
    }
}
