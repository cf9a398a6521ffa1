package net.authproxy.demo.oauth2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a person for, checked.
 *
 * @param challenge of PKCE, S256; null without
 * @param loginHint id or e-mail address of the person to offer first
 */
record AuthorizeRequest(
        String clientId,
        String redirectUri,
        List<String> scopes,
        @Nullable String state,
        @Nullable String nonce,
        @Nullable String challenge,
        @Nullable String loginHint) {

    AuthorizeRequest {
        scopes = List.copyOf(scopes);
    }
}
