package net.authproxy.core.authentication;

import java.time.Instant;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * The result of a full check, kept in memory by digest.
 *
 * @param issuerActorId owner of the key that asserted the actor; absent for most
 * @param validUntil from then on it must be refused, skew included
 * @param single whether the token was good for one use only: then it is never kept
 */
record VerifiedToken(ActorPrincipal principal, @Nullable String issuerActorId, Instant validUntil, boolean single) {

    /** Whether that entry of the deny list ends this token. */
    boolean isDeniedBy(String entry) {
        ActorPrincipal.Token token = principal.token();
        if (token == null) {
            return false;
        }
        boolean itself = token.jti() != null
                && RevokedTokens.entry(principal.actorId(), token.jti()).equals(entry);
        return itself || (token.minted() != null && token.minted().origin().equals(entry));
    }
}
