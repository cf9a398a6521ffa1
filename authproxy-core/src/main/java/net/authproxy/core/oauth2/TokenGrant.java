package net.authproxy.core.oauth2;

import net.authproxy.core.shared.secret.SecretString;

/** What a token is asked for with (RFC 6749 4.1.3, 6, 4.4; RFC 7523 2.1). */
sealed interface TokenGrant {

    /**
     * A code that the user's consent brought.
     *
     * @param verifier of PKCE; empty if it is not used
     */
    record Code(SecretString code, String redirectUri, SecretString verifier) implements TokenGrant {}

    /** A refresh token. */
    record Refresh(SecretString token) implements TokenGrant {}

    /** The client's own credentials. */
    record ClientCredentials() implements TokenGrant {}

    /** An assertion signed with the key that definition or configuration names. */
    record JwtBearer() implements TokenGrant {}
}
