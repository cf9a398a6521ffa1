package net.authproxy.core.oauth2;

import java.time.Clock;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.secret.SecretString;
import tools.jackson.databind.JsonNode;

/** First tokens: for a code, or for a machine (contract 8.2, 8.3). Blocks; stores nothing. */
@SystemOperation
public class CodeExchange {

    private final TokenEndpointClient endpoint;
    private final Clock clock;

    CodeExchange(TokenEndpointClient endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * Tokens for the code of a callback.
     *
     * @throws TokenEndpointException when there are none, a required scope was not granted, or the id token is not ours
     */
    public TokenAnswer exchange(OAuth2Client client, AuthorizationState.CodeFlow flow, SecretString code) {
        TokenAnswer answer = endpoint.send(client, new TokenGrant.Code(code, flow.redirectUri(), flow.secretVerifier()))
                .answer();
        checkIdToken(client, flow, answer);
        return requireScopes(client, answer).withScopesOr(flow.scopes());
    }

    /** Tokens for a machine grant; fails as {@link #exchange}. */
    public TokenAnswer fetch(OAuth2Client client) {
        TokenGrant grant = client.rules().grant() == OAuth2.Grant.CLIENT_CREDENTIALS
                ? new TokenGrant.ClientCredentials()
                : new TokenGrant.JwtBearer();
        return requireScopes(client, endpoint.send(client, grant).answer());
    }

    private static TokenAnswer requireScopes(OAuth2Client client, TokenAnswer answer) {
        String missing = Scopes.missing(client, answer.scopes());
        if (missing != null) {
            throw new TokenEndpointException(
                    Kind.PERMANENT, "scope_missing", "a required permission was not granted: " + missing, null, null);
        }
        return answer;
    }

    private void checkIdToken(OAuth2Client client, AuthorizationState.CodeFlow flow, TokenAnswer answer) {
        JsonNode token = answer.body().path("id_token");
        if (token.isString() && flow.nonce() != null) {
            try {
                IdToken.check(token.stringValue(), flow.issuer(), client.id(), flow.nonce(), clock.instant());
            } catch (MalformedAnswerException e) {
                throw TokenErrors.malformed(e);
            }
        }
    }

    /**
     * Claims of the answer's id token, which {@link #exchange} has checked.
     *
     * @throws TokenEndpointException when there is none
     */
    public static JsonNode idTokenClaims(TokenAnswer answer) {
        try {
            return IdToken.parse(answer.body().path("id_token").asString(""));
        } catch (MalformedAnswerException e) {
            throw TokenErrors.malformed(e);
        }
    }
}
