package net.authproxy.core.authorization;

import java.time.Instant;
import java.util.Set;
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
 * @param token the token that was presented; absent for a login session and for the system itself
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
     * @param minted absent unless AuthProxy itself made the token
     */
    public record Token(
            @Nullable String jti,
            Instant expiresAt,
            @Nullable String keyId,
            @Nullable Minted minted) {

        /** A token that somebody else signed. */
        public Token(@Nullable String jti, Instant expiresAt, @Nullable String keyId) {
            this(jti, expiresAt, keyId, null);
        }
    }

    /**
     * Who made a minted token, and what limits the tokens that it mints in its turn (contract 4.6).
     *
     * @param origin deny-list entry of the first of the chain: when that one is revoked, all are
     * @param audience services it is good for
     * @param by {@code act_} id of the actor that minted it; absent in tokens that do not say
     */
    public record Minted(
            String origin, Set<String> audience, @Nullable String by) {

        public Minted {
            audience = Set.copyOf(audience);
        }
    }

    /** Whether actor and token both allow it. A null id means "no object yet" (create). */
    public boolean may(ResourceType resource, Verb verb, String namespacePath, @Nullable String resourceId) {
        return permissions.allows(resource, verb, namespacePath, resourceId)
                && (narrowing == null || narrowing.allows(resource, verb, namespacePath, resourceId));
    }
}
