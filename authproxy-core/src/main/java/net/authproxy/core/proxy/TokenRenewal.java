package net.authproxy.core.proxy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.RefreshOutcome;
import net.authproxy.core.oauth2.SafeCause;
import net.authproxy.core.oauth2.StoredToken;
import net.authproxy.core.oauth2.TokenRefresher;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a call needs a newer token, and what it hears when there is none (contract 8.4, 8.5, 9.8). */
class TokenRenewal {

    private static final Logger log = LoggerFactory.getLogger(TokenRenewal.class);

    /** A token this young is not renewed because an upstream refuses it: the next one would be refused as well. */
    private static final Duration YOUNG = Duration.ofSeconds(60);

    private final TokenRefresher refresher;
    private final AccessTokens tokens;
    private final ConnectionLoader loader;
    private final Clock clock;

    TokenRenewal(TokenRefresher refresher, AccessTokens tokens, ConnectionLoader loader, Clock clock) {
        this.refresher = refresher;
        this.tokens = tokens;
        this.loader = loader;
        this.clock = clock;
    }

    /** Whether the token is to be renewed before it is used; touches memory only. */
    boolean isDue(ProxiedConnection connection) {
        ProxiedConnection.TokenUse use = connection.tokens();
        StoredToken token = use == null ? null : use.token();
        if (use == null || token == null || token.expiresAt() == null) {
            return false;
        }
        Instant now = clock.instant();
        return token.isDue(now, use.skew()) && !(token.isLive(now) && token.cannotBeRenewed(now));
    }

    /**
     * The connection with a token that can be used. Blocks for as long as the connector allows.
     *
     * @throws AuthProxyException {@code needs_reauth}, {@code token_client_rejected} or {@code token_refresh_failed}
     */
    ProxiedConnection beforeUse(ProxiedConnection connection) {
        ProxiedConnection.TokenUse use = connection.tokens();
        StoredToken token = use == null ? null : use.token();
        if (use == null || token == null) {
            throw needsReauth();
        }
        RefreshOutcome outcome = refresher.refresh(token.connectionId(), token.version(), use.patience());
        if (outcome instanceof RefreshOutcome.Renewed) {
            return loader.load(token.connectionId()).orElseThrow(TokenRenewal::needsReauth);
        }
        if (token.isLive(clock.instant())) {
            return connection;
        }
        throw refusal(outcome);
    }

    private static AuthProxyException refusal(RefreshOutcome outcome) {
        return switch (outcome) {
            case RefreshOutcome.ClientRejected rejected ->
                new AuthProxyException(
                        ErrorCode.TOKEN_CLIENT_REJECTED,
                        "the provider does not accept the connector's client: " + rejected.error());
            case RefreshOutcome.Later later -> {
                Duration wait = later.retryAfter();
                yield new AuthProxyException(
                                ErrorCode.TOKEN_REFRESH_FAILED,
                                "the token could not be renewed at the moment: " + later.error())
                        .with("retry_after_seconds", wait == null ? 1 : Math.max(1, (wait.toMillis() + 999) / 1000));
            }
            default -> needsReauth();
        };
    }

    /** The connection with a token newer than the one an upstream refused; null when there is none. Blocks, never throws. */
    @Nullable
    ProxiedConnection afterRejection(ProxiedConnection connection) {
        ProxiedConnection.TokenUse use = connection.tokens();
        StoredToken token = use == null ? null : use.token();
        if (use == null || token == null) {
            return null;
        }
        try {
            boolean replaced = tokens.current(token.connectionId())
                    .filter(present -> present.version() > token.version())
                    .isPresent();
            if (replaced || isRenewed(token, use)) {
                return loader.load(token.connectionId()).orElse(null);
            }
        } catch (RuntimeException e) {
            log.warn("reason=renewal_after_401_failed connection={} cause={}", token.connectionId(), SafeCause.of(e));
        }
        return null;
    }

    private boolean isRenewed(StoredToken token, ProxiedConnection.TokenUse use) {
        return !token.createdAt().plus(YOUNG).isAfter(clock.instant())
                && refresher.refresh(token.connectionId(), token.version(), use.patience())
                        instanceof RefreshOutcome.Renewed;
    }

    static AuthProxyException needsReauth() {
        return new AuthProxyException(
                ErrorCode.NEEDS_REAUTH, "the connection has no usable credential: authorise it again");
    }
}
