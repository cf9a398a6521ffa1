package net.authproxy.core.authentication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mints scoped tokens that AuthProxy signs itself, and ends them before their time (contract 4.6). For oneself no
 * permission is needed, but nothing is granted beyond what one has at the moment; for another actor {@code mint_token} is
 * the right to act as it.
 */
public class TokenMinter {

    /** Claim of a token that another minted token asked for: the deny-list entry of the first of them. */
    static final String ORIGIN = "origin";

    private static final Duration DEFAULT_LIFE = Duration.ofMinutes(15);
    private static final Set<String> SERVICES = Set.of("public", "api", "admin-api");
    private static final int MAX_TOKEN = 8 * 1024;
    private static final int MAX_JTI = 128;

    private final AuthenticationPolicy policy;
    private final ActorService actors;
    private final EncryptionService encryption;
    private final RevokedTokens revoked;
    private final AuditTrail audit;
    private final IdGenerator ids;
    private final Clock clock;

    TokenMinter(
            AuthenticationPolicy policy,
            ActorService actors,
            EncryptionService encryption,
            RevokedTokens revoked,
            AuditTrail audit,
            IdGenerator ids,
            Clock clock) {
        this.policy = policy;
        this.actors = actors;
        this.encryption = encryption;
        this.revoked = revoked;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes a token for the actor. A token that was minted itself hands on neither a longer life nor another audience than
     * its own, and what it minted ends when it is revoked.
     *
     * @throws AuthProxyException {@code grant_exceeds_own} beyond the actor's permissions, or the caller's for oneself;
     *     {@code validation_failed} for a life out of bounds, an unknown audience or too many permissions
     */
    public MintedToken mint(ActorPrincipal caller, ResourceId actorId, MintRequest request) {
        Actor actor = subject(caller, actorId);
        PermissionSet wanted = actor.fill(request.permissions());
        if (!actor.permissionSet().covers(wanted)) {
            throw Authorizer.exceeding("the permissions go beyond what the actor may do");
        }
        if (isSelf(caller, actorId)) {
            Authorizer.requireGrant(caller, wanted);
        }
        checkAudience(request.audience(), minted(caller));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiry = now.plus(life(request.ttl()));
        ActorPrincipal.Token presented = caller.token();
        if (presented != null
                && presented.minted() != null
                && presented.expiresAt().isBefore(expiry)) {
            expiry = presented.expiresAt();
        }
        String jti = ids.nextText(IdType.JWT);
        String token = sign(claims(caller, actor, request, jti, now, expiry));
        // Without its row in the trail nobody gets the token.
        audit.recordApart(
                caller,
                AuditEvent.of(AuditAction.TOKEN_MINT, actor.namespace(), actor.id())
                        .with("jti", jti)
                        .with("aud", String.join(" ", new TreeSet<>(request.audience())))
                        .with("expires_at", expiry.toString()));
        return new MintedToken(SecretString.of(token), jti, expiry, request.audience(), request.permissions());
    }

    private Actor subject(ActorPrincipal caller, ResourceId actorId) {
        return isSelf(caller, actorId)
                ? actors.findLive(actorId.text()).orElseThrow(Authorizer::notFound)
                : actors.require(caller, actorId, Verb.MINT_TOKEN);
    }

    private static boolean isSelf(ActorPrincipal caller, ResourceId actorId) {
        return caller.actorId().equals(actorId.text());
    }

    private static ActorPrincipal.@Nullable Minted minted(ActorPrincipal caller) {
        ActorPrincipal.Token token = caller.token();
        return token == null ? null : token.minted();
    }

    private static void checkAudience(Set<String> audience, ActorPrincipal.@Nullable Minted minted) {
        if (audience.isEmpty() || !SERVICES.containsAll(audience)) {
            throw AuthProxyException.invalid("aud", "must name services: public, api, admin-api");
        }
        if (minted != null && !minted.audience().containsAll(audience)) {
            throw Authorizer.exceeding("a minted token hands on no other audience than its own");
        }
    }

    private Duration life(@Nullable Duration ttl) {
        Duration longest = policy.maxLifetime();
        if (ttl == null) {
            return DEFAULT_LIFE.compareTo(longest) < 0 ? DEFAULT_LIFE : longest;
        }
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(longest) > 0) {
            throw AuthProxyException.invalid(
                    "ttl", "must be from 1s to " + longest.toSeconds() + "s (system_auth.jwt_max_lifetime)");
        }
        return ttl.truncatedTo(ChronoUnit.SECONDS);
    }

    private Map<String, Object> claims(
            ActorPrincipal caller, Actor actor, MintRequest request, String jti, Instant now, Instant expiry) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", policy.issuer());
        claims.put("sub", actor.externalId());
        claims.put("namespace", actor.namespace().value());
        claims.put("aud", List.copyOf(new TreeSet<>(request.audience())));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", expiry.getEpochSecond());
        claims.put("jti", jti);
        claims.put("system_signed", true);
        claims.put("permissions", request.permissions());
        claims.put("act", Map.of("sub", caller.actorId()));
        if (request.nonce()) {
            claims.put("nonce", ids.nextText(IdType.NONCE));
        }
        ActorPrincipal.Minted minted = minted(caller);
        if (minted != null) {
            claims.put(ORIGIN, minted.origin());
        }
        return claims;
    }

    private String sign(Map<String, Object> claims) {
        SigningKey key = encryption.systemTokenKeys().getFirst().expose(SigningKey::hmac);
        String token = JwsSigner.sign(claims, key, null);
        if (token.length() > MAX_TOKEN) {
            throw AuthProxyException.invalid("permissions", "too many for one token of 8 KiB");
        }
        return token;
    }

    /**
     * Ends the actor's token with that {@code jti} in every process, and what it minted; whoever signed it. Ending it again
     * is fine, and so is a {@code jti} that was never used.
     */
    @Transactional
    public void revoke(ActorPrincipal caller, ResourceId actorId, String jti) {
        Actor actor = subject(caller, actorId);
        if (jti.isEmpty() || jti.length() > MAX_JTI || jti.chars().anyMatch(Character::isISOControl)) {
            throw AuthProxyException.invalid("jti", "must be 1 to 128 characters");
        }
        // Nobody keeps minted tokens, so their end is not known; no token lives longer than this.
        Instant lastEnd = clock.instant().plus(policy.maxLifetime()).plus(TokenTimes.SKEW.multipliedBy(2));
        String entry = RevokedTokens.entry(actor.id(), jti);
        revoked.add(entry, lastEnd);
        audit.record(
                caller,
                AuditEvent.of(AuditAction.TOKEN_REVOKE, actor.namespace(), actor.id())
                        .with("jti", jti));
    }
}
