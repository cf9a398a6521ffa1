package net.authproxy.core.oauth2;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, RFC 8414).
 *
 * @param s256 whether it takes PKCE with S256; absent if it does not say
 * @param sendsIssuer whether its authorization answers name their issuer (RFC 9207)
 */
record ProviderMetadata(
        @Nullable String issuer,
        @Nullable String authorizationEndpoint,
        @Nullable String tokenEndpoint,
        @Nullable String revocationEndpoint,
        @Nullable Boolean s256,
        boolean sendsIssuer) {

    static final ProviderMetadata NONE = new ProviderMetadata(null, null, null, null, null, false);
}
