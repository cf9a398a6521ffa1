package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One consent, as a test sees it.
 *
 * @param personId null for a client that acts for itself
 * @param refreshes how many refreshes succeeded at the provider, whether or not the client heard of it
 * @param refreshedAt when the last of them did; null before the first
 * @param ended why it is revoked; null while it is live
 */
public record GrantView(
        String id,
        String clientId,
        @Nullable String personId,
        Set<String> scopes,
        int refreshes,
        @Nullable Instant refreshedAt,
        @Nullable String ended) {

    /** {@link #ended} when an exchanged refresh token came again. */
    public static final String REUSED_REFRESH_TOKEN = "reused refresh token";

    /** {@link #ended} when a code came again. */
    public static final String REUSED_CODE = "reused code";

    /** {@link #ended} by {@link Endpoint#REVOKE}. */
    public static final String REVOKED = "revoked by the client";

    /** {@link #ended} by {@link OAuth2Provider#revokeAll}. */
    public static final String WITHDRAWN = "withdrawn by the person";

    public GrantView {
        scopes = Set.copyOf(scopes);
    }
}
