package net.authproxy.core.authentication;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.authproxy.core.authorization.Permission;
import org.jspecify.annotations.Nullable;

/**
 * The token somebody wants (contract 4.6).
 *
 * @param permissions all that the token allows; an empty list allows nothing
 * @param ttl its life; absent for 15 minutes
 * @param audience ids of the services it is good for
 * @param nonce whether it is good for one use only
 */
public record MintRequest(
        List<Permission> permissions, @Nullable Duration ttl, Set<String> audience, boolean nonce) {

    public MintRequest {
        permissions = List.copyOf(permissions);
        audience = Set.copyOf(audience);
    }
}
