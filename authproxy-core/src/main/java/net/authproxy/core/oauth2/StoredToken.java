package net.authproxy.core.oauth2;

import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.encryption.EncryptedField;
import org.jspecify.annotations.Nullable;

/**
 * The present tokens of a connection, sealed.
 *
 * @param version counts up with every new pair; what a refresh starts from
 * @param refreshToken absent if the provider gave none
 * @param expiresAt absent if unknown: then a 401 tells
 * @param scopes what was granted, separated by blanks; absent if the provider said nothing
 * @param rotates whether a refresh must be taken to end the refresh token it uses
 * @param failure why it could not be renewed; absent in the usual case
 */
public record StoredToken(
        String id,
        String connectionId,
        int version,
        EncryptedField accessToken,
        @Nullable EncryptedField refreshToken,
        @Nullable Instant expiresAt,
        @Nullable String scopes,
        boolean rotates,
        @Nullable RefreshFailure failure,
        Instant createdAt) {

    /** Whether it can still be sent. */
    public boolean isLive(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }

    /** Whether it is to be renewed before it is used. */
    public boolean isDue(Instant now, Duration skew) {
        return expiresAt != null && !expiresAt.minus(skew).isAfter(now);
    }

    /** Whether asking for a newer one is known to be in vain at that moment. */
    public boolean cannotBeRenewed(Instant now) {
        return failure != null && failure.bars(now);
    }
}
