package net.authproxy.demo.oauth2;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands behind a refresh token. Guarded by {@link GrantStore}. */
final class RefreshToken {

    final Grant grant;
    final Instant expiresAt;

    @Nullable
    Instant rotatedAt;

    RefreshToken(Grant grant, Instant expiresAt) {
        this.grant = grant;
        this.expiresAt = expiresAt;
    }
}
