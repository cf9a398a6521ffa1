package net.authproxy.demo.oauth2;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as they are given out.
 *
 * @param expiresIn seconds
 */
record Issued(
        Grant grant,
        String accessToken,
        Set<String> scopes,
        long expiresIn,
        @Nullable String refreshToken) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Issued[" + grant.id + "]";
    }
}
