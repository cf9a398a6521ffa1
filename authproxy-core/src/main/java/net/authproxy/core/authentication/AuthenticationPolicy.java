package net.authproxy.core.authentication;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.authproxy.jose.VerificationKey;

/**
 * The operator's rules for tokens (contract 5.2, 5.3, 13.2 {@code system_auth}).
 *
 * @param issuer {@code iss} of tokens that AuthProxy mints
 * @param acceptedIssuers {@code iss} values of all other tokens; empty accepts any
 * @param maxLifetime longest time from {@code iat} (or now) to {@code exp}
 * @param implicitLifetime life of an actor-signed token without {@code exp}; zero refuses those
 * @param hostKeys the host application's keys ({@code jwt_signing_key} and its previous ones)
 */
public record AuthenticationPolicy(
        String issuer,
        Set<String> acceptedIssuers,
        Duration maxLifetime,
        Duration implicitLifetime,
        List<VerificationKey> hostKeys) {

    public AuthenticationPolicy {
        acceptedIssuers = Set.copyOf(acceptedIssuers);
        hostKeys = List.copyOf(hostKeys);
    }
}
