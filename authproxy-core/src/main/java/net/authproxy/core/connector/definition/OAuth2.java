package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OAuth2, all three grants (contract 6.2, 8).
 *
 * @param grant how the first token is got
 * @param client who we are at the provider
 * @param scopes what is asked for, {@code default_scopes} included
 * @param scopeSeparator between the scopes of a request
 * @param pkce whether the code is bound to this client (RFC 7636)
 * @param discoveryUrl OIDC or RFC 8414 metadata that fills absent endpoints; absent if not used
 * @param issuer expected issuer; absent if discovery or nobody says
 * @param defaultExpiresIn life of a token whose answer does not say; absent if unknown
 * @param authorization the authorization endpoint; absent for machine grants and if discovered without parameters
 * @param token the token endpoint
 * @param refresh how tokens are renewed
 * @param revocation how tokens are revoked (RFC 7009); absent if they are not
 * @param jwt the assertion of the {@code jwt_bearer} grant; absent for others
 */
public record OAuth2(
        Grant grant,
        Client client,
        List<Scope> scopes,
        String scopeSeparator,
        Pkce pkce,
        @Nullable String discoveryUrl,
        @Nullable String issuer,
        @Nullable Duration defaultExpiresIn,
        @Nullable AuthorizationEndpoint authorization,
        TokenEndpoint token,
        RefreshRules refresh,
        @Nullable RevocationEndpoint revocation,
        @Nullable JwtAssertion jwt,
        @Nullable Identity identity,
        boolean allowAccountChange)
        implements AuthMethod {

    public OAuth2 {
        scopes = List.copyOf(scopes);
    }

    /** Whether a parameter of the definition's own says what is asked for, in place of {@link #scopes}. */
    public boolean asksByParameter() {
        return authorization != null && authorization.params().containsKey("scope");
    }

    /** Those that a user may leave out; none where no user is asked, or a parameter says what is asked for. */
    public Set<String> omittableScopes() {
        if (grant != Grant.AUTHORIZATION_CODE || asksByParameter()) {
            return Set.of();
        }
        return scopes.stream()
                .filter(scope -> !scope.required())
                .map(Scope::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The grant types. */
    public enum Grant {
        AUTHORIZATION_CODE,
        CLIENT_CREDENTIALS,
        JWT_BEARER
    }

    /** {@code AUTO}: used unless discovery says the provider cannot; {@code REQUIRED}: then the flow fails. */
    public enum Pkce {
        AUTO,
        REQUIRED,
        OFF
    }

    /**
     * Who we are at the provider.
     *
     * @param id absent if the grant needs none
     * @param secret absent for public clients and signed assertions
     */
    public record Client(
            @Nullable TemplatedValue id, @Nullable TemplatedValue secret) {}

    /**
     * A permission asked of the user.
     *
     * @param id the provider's name of it
     * @param required whether a grant without it is refused
     * @param reason why it is asked, for the user; empty for one from {@code default_scopes}
     */
    public record Scope(String id, boolean required, String reason) {}
}
