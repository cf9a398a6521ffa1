package net.authproxy.core.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.actor.KeyUsage;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.cache.FreshCache;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * From an Authorization header to the principal behind it. A verified token is remembered by its SHA-256 until it ends
 * or something about its actor changes: an ES256 check costs 400 microseconds, a look-up half of one.
 */
@SystemOperation
public class TokenAuthenticator {

    private static final long SIZE = 10_000;
    private static final Duration AGE = Duration.ofHours(24);
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;
    private final KeyUsage usage;
    private final Clock clock;
    private final FreshCache<TokenDigest, VerifiedToken> verified;

    TokenAuthenticator(TokenVerifier verifier, KeyUsage usage, Changes changes, Clock clock, Ticker ticker) {
        this.verifier = verifier;
        this.usage = usage;
        this.clock = clock;
        this.verified = new FreshCache<>(SIZE, AGE, changes, ticker);
        changes.listen(ChangeTopic.ACTOR, this::dropOf);
        changes.listen(ChangeTopic.TOKEN, entry -> verified.dropIf((digest, token) -> token.isDeniedBy(entry)));
        changes.listen(ChangeTopic.KEYS, id -> verified.clear());
    }

    private void dropOf(String actorId) {
        verified.dropIf((digest, token) ->
                token.principal().actorId().equals(actorId) || actorId.equals(token.issuerActorId()));
    }

    /**
     * Authenticates from memory; never blocks.
     *
     * @return null when the token must be verified first: then call {@link #authenticate}
     * @throws AuthProxyException without credentials, with two, or with something that is not a bearer token
     */
    public @Nullable ActorPrincipal tryAuthenticate(List<String> authorization, String service) {
        VerifiedToken token = verified.get(TokenDigest.of(bearer(authorization), service));
        return token != null && clock.instant().isBefore(token.validUntil()) ? used(token) : null;
    }

    private ActorPrincipal used(VerifiedToken verifiedToken) {
        ActorPrincipal.Token token = verifiedToken.principal().token();
        if (token != null && token.keyId() != null) {
            usage.note(token.keyId());
        }
        return verifiedToken.principal();
    }

    /**
     * Authenticates; may read the database, and commits the use of a nonce.
     *
     * @throws AuthProxyException with a code of contract 5.4
     */
    public ActorPrincipal authenticate(List<String> authorization, String service) {
        ActorPrincipal known = tryAuthenticate(authorization, service);
        if (known != null) {
            return known;
        }
        String text = bearer(authorization);
        VerifiedToken[] checked = new VerifiedToken[1];
        verified.load(TokenDigest.of(text, service), digest -> {
            checked[0] = verifier.verify(text, service);
            return checked[0].single() ? null : checked[0];
        });
        return used(checked[0]);
    }

    private static String bearer(List<String> authorization) {
        if (authorization.isEmpty()) {
            throw new AuthProxyException(ErrorCode.UNAUTHENTICATED, "a bearer token is required");
        }
        String value = authorization.get(0);
        boolean wellFormed = authorization.size() == 1
                && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && value.length() > SCHEME.length()
                && value.charAt(SCHEME.length()) > ' ';
        if (!wellFormed) {
            throw TokenVerifier.invalid();
        }
        return value.substring(SCHEME.length());
    }
}
