package net.authproxy.core.oauth2;

import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is sent away with, kept until it comes back (contract 8.1). Bound to one actor, one connection and one step
 * of its set-up.
 *
 * @param step the column {@code setup_step} for which it was made
 * @param returnUrl where the user goes in the end; absent: the service's home page
 * @param flowHash hash of the cookie of the browser that went; absent until one did
 * @param providerUrl where the user is sent
 * @param code what the callback needs; absent for a redirect step without OAuth2
 */
public record AuthorizationState(
        String actorId,
        String connectionId,
        int connectorVersion,
        String step,
        @Nullable String returnUrl,
        @Nullable String flowHash,
        String providerUrl,
        @Nullable CodeFlow code) {

    /**
     * What belongs to the authorization code.
     *
     * @param redirectUri as sent; the token request repeats it
     * @param verifier of PKCE; empty if it is not used
     * @param nonce for the id token; absent if none is asked for
     * @param issuer who must have answered (RFC 9207); absent if nobody says
     * @param issuerRequired whether an answer that does not say is refused
     * @param scopes what was asked for; absent when a parameter of the definition's own says it
     */
    public record CodeFlow(
            String redirectUri,
            String verifier,
            @Nullable String nonce,
            @Nullable String issuer,
            boolean issuerRequired,
            @Nullable List<String> scopes) {

        SecretString secretVerifier() {
            return SecretString.of(verifier);
        }

        @Override
        public String toString() {
            return "CodeFlow";
        }
    }

    /** The same, bound to a browser. */
    public AuthorizationState boundTo(String hash) {
        return new AuthorizationState(
                actorId, connectionId, connectorVersion, step, returnUrl, hash, providerUrl, code);
    }

    /** The part of the code, where there is one. */
    public Optional<CodeFlow> codeFlow() {
        return Optional.ofNullable(code);
    }

    @Override
    public String toString() {
        return "AuthorizationState[" + connectionId + " " + step + "]";
    }
}
