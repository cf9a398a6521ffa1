package net.authproxy.core.oauth2;

import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.RevocationEndpoint;
import net.authproxy.core.connector.definition.RevocationEndpoint.SupportedTokens;
import net.authproxy.core.shared.secret.SecretString;

/** Ends tokens at their provider (RFC 7009, contract 8.6). Blocks; wipes nothing. */
@SystemOperation
public class TokenRevoker {

    private final AccessTokens tokens;
    private final TokenSealer sealer;
    private final OAuth2Clients clients;
    private final TokenEndpointClient endpoint;

    TokenRevoker(AccessTokens tokens, TokenSealer sealer, OAuth2Clients clients, TokenEndpointClient endpoint) {
        this.tokens = tokens;
        this.sealer = sealer;
        this.clients = clients;
        this.endpoint = endpoint;
    }

    /** How a revocation ended. */
    public enum Outcome {
        REVOKED,
        NOT_SUPPORTED,
        /** There was nothing to end. */
        NOTHING
    }

    /**
     * Ends the connection's tokens, the refresh token first.
     *
     * @throws TokenEndpointException when the provider did not do it; asking again may help
     */
    public Outcome revoke(SealedConnection sealed, Map<String, Object> configuration) {
        Optional<StoredToken> stored = tokens.current(sealed.connection().id());
        if (stored.isEmpty()) {
            return Outcome.NOTHING;
        }
        OAuth2Client client = clients.of(sealed.connection(), configuration);
        SecretString refresh = sealer.refreshToken(sealed.connection().namespace(), stored.get());
        SecretString access = sealer.accessToken(sealed.connection().namespace(), stored.get());
        return revoke(client, refresh, access);
    }

    /** The same for tokens that were not stored, as those of a set-up that failed. */
    public Outcome revoke(OAuth2Client client, TokenAnswer answer) {
        return revoke(client, answer.refreshToken(), answer.accessToken());
    }

    private Outcome revoke(
            OAuth2Client client, @org.jspecify.annotations.Nullable SecretString refresh, SecretString access) {
        RevocationEndpoint rules = client.rules().revocation();
        if (rules == null) {
            return Outcome.NOT_SUPPORTED;
        }
        if (refresh != null && rules.supported() != SupportedTokens.ACCESS_TOKEN) {
            endpoint.revoke(client, refresh.expose(), "refresh_token");
        }
        if (rules.supported() != SupportedTokens.REFRESH_TOKEN) {
            endpoint.revoke(client, access.expose(), "access_token");
        }
        return Outcome.REVOKED;
    }
}
