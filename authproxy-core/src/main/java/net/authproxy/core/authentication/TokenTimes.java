package net.authproxy.core.authentication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.jose.JwtClaims;

/** The time rules of contract 5.2: explicit end, bounded life, 60 s of clock skew. */
final class TokenTimes {

    static final Duration SKEW = Duration.ofSeconds(60);

    private TokenTimes() {}

    /**
     * Checks {@code exp}, {@code nbf} and {@code iat}.
     *
     * @return when the token ends, without skew
     */
    static Instant check(JwtClaims claims, SignedBy signer, AuthenticationPolicy policy, Instant now) {
        Optional<Instant> issued = claims.issuedAt();
        Optional<Instant> notBefore = claims.notBefore();
        Instant expiry = expiry(claims, signer, policy);
        if (notBefore.filter(start -> !start.isBefore(expiry)).isPresent()) {
            throw lifetime("nbf is not before exp");
        }
        if (isFuture(issued, now) || isFuture(notBefore, now)) {
            throw new AuthProxyException(ErrorCode.TOKEN_NOT_YET_VALID, "token is not valid yet");
        }
        if (!now.isBefore(expiry.plus(SKEW))) {
            throw new AuthProxyException(ErrorCode.TOKEN_EXPIRED, "token has expired");
        }
        if (Duration.between(issued.orElse(now), expiry).compareTo(policy.maxLifetime()) > 0) {
            throw lifetime("token lives longer than allowed");
        }
        return expiry;
    }

    private static Instant expiry(JwtClaims claims, SignedBy signer, AuthenticationPolicy policy) {
        Optional<Instant> explicit = claims.expiresAt();
        if (explicit.isPresent()) {
            return explicit.get();
        }
        boolean excused = signer instanceof SignedBy.OwnKey
                && claims.nonce().isEmpty()
                && !policy.implicitLifetime().isZero();
        return claims.issuedAt()
                .filter(issued -> excused)
                .map(issued -> issued.plus(policy.implicitLifetime()))
                .orElseThrow(() -> lifetime("token has no exp"));
    }

    private static boolean isFuture(Optional<Instant> time, Instant now) {
        return time.filter(start -> start.isAfter(now.plus(SKEW))).isPresent();
    }

    private static AuthProxyException lifetime(String message) {
        return new AuthProxyException(ErrorCode.TOKEN_LIFETIME_INVALID, message);
    }
}
