package net.authproxy.core.oauth2;

import java.time.Instant;
import net.authproxy.core.encryption.EncryptedField;
import org.jspecify.annotations.Nullable;

/**
 * A pair of tokens to be stored.
 *
 * @param refreshDueAt when it is renewed in the background; absent: never
 */
record NewToken(
        String id,
        String connectionId,
        EncryptedField accessToken,
        @Nullable EncryptedField refreshToken,
        @Nullable Instant expiresAt,
        @Nullable Instant refreshDueAt,
        @Nullable String scopes,
        boolean rotates) {}
