package net.authproxy.core.authentication;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorKey;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.audit.CallOrigin;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionReader;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.jose.ClaimException;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.InvalidTokenException;
import net.authproxy.jose.JwtClaims;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole check of a token, in the order that tells an attacker nothing: signature first, under one code for every
 * failure; then claims, each with its own code; the nonce last, since using it up is an effect (contract 5.2 to 5.4).
 */
class TokenVerifier {

    private static final JsonMapper JSON = new JsonMapper();

    private final AuthenticationPolicy policy;
    private final SignatureResolver signatures;
    private final ActorResolver actors;
    private final RevokedTokens revoked;
    private final NonceStore nonces;
    private final AuditTrail audit;
    private final Clock clock;

    TokenVerifier(
            AuthenticationPolicy policy,
            SignatureResolver signatures,
            ActorResolver actors,
            RevokedTokens revoked,
            NonceStore nonces,
            AuditTrail audit,
            Clock clock) {
        this.policy = policy;
        this.signatures = signatures;
        this.actors = actors;
        this.revoked = revoked;
        this.nonces = nonces;
        this.audit = audit;
        this.clock = clock;
    }

    VerifiedToken verify(String text, String service) {
        CompactJws token = parse(text);
        NamespacePath namespace = namespace(token.claims());
        String subject = subject(token.claims());
        SignedBy signer = signer(token, namespace, subject);
        CallOrigin.Scope origin = CallOrigin.current().inService(service).open();
        try {
            return check(token.claims(), namespace, subject, signer, service);
        } catch (ClaimException e) {
            throw new AuthProxyException(codeOf(e.claim()), e.claim() + " " + e.reason());
        } finally {
            origin.close();
        }
    }

    private static CompactJws parse(String text) {
        try {
            return CompactJws.parse(text);
        } catch (InvalidTokenException | ClaimException e) {
            throw invalid();
        }
    }

    private static NamespacePath namespace(JwtClaims claims) {
        try {
            String namespace = claims.namespace().orElse(NamespacePath.ROOT.value());
            if (NamespacePath.isValid(namespace)) {
                return new NamespacePath(namespace);
            }
        } catch (ClaimException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static String subject(JwtClaims claims) {
        try {
            return claims.subject().orElseThrow(TokenVerifier::invalid);
        } catch (ClaimException e) {
            throw invalid();
        }
    }

    private SignedBy signer(CompactJws token, NamespacePath namespace, String subject) {
        try {
            return signatures.resolve(token, namespace, subject).orElseThrow(TokenVerifier::invalid);
        } catch (ClaimException e) {
            throw invalid();
        }
    }

    private VerifiedToken check(
            JwtClaims claims, NamespacePath namespace, String subject, SignedBy signer, String service) {
        Instant now = clock.instant();
        Instant expiry = TokenTimes.check(claims, signer, policy, now);
        if (!claims.audience().contains(service)) {
            throw new AuthProxyException(ErrorCode.WRONG_AUDIENCE, "token is not meant for this service");
        }
        checkIssuer(claims, signer);
        ActorResolver.Asserted asserted = actors.check(claims, namespace, subject, signer);
        Optional<String> origin = origin(claims, signer);
        checkNotRevoked(claims, asserted.present(), origin);
        Optional<List<Permission>> narrowing = claims.claim("permissions").map(TokenVerifier::permissions);
        Optional<String> nonce = claims.nonce();
        Instant until = expiry.plus(TokenTimes.SKEW);
        if (nonce.isPresent() && !nonces.use(nonce.get(), until)) {
            throw new AuthProxyException(ErrorCode.NONCE_REUSED, "jwt nonce already used");
        }
        Actor actor = actors.resolve(asserted);
        ActorPrincipal principal = new ActorPrincipal(
                actor.id(),
                actor.externalId(),
                actor.namespace(),
                actor.permissionSet(),
                narrowing.map(actor::fill).orElse(null),
                token(claims, actor, signer, expiry, origin));
        if (nonce.isPresent()) {
            recordLogin(principal, signer);
        }
        Instant validUntil = until.isBefore(signer.validUntil()) ? until : signer.validUntil();
        String issuer = signer instanceof SignedBy.AssertingKey asserting
                ? asserting.key().actorId()
                : null;
        return new VerifiedToken(principal, issuer, validUntil, nonce.isPresent());
    }

    /** The first token of the chain that minted this one; only our own tokens are believed. */
    private static Optional<String> origin(JwtClaims claims, SignedBy signer) {
        return signer instanceof SignedBy.SystemKey
                ? claims.claim(TokenMinter.ORIGIN).map(JsonNode::asString)
                : Optional.empty();
    }

    private void checkNotRevoked(JwtClaims claims, Optional<Actor> actor, Optional<String> origin) {
        List<String> entries = new ArrayList<>();
        claims.jwtId()
                .ifPresent(jti -> actor.map(Actor::id)
                        .map(id -> RevokedTokens.entry(id, jti))
                        .ifPresent(entries::add));
        origin.ifPresent(entries::add);
        if (revoked.containsAny(entries)) {
            throw new AuthProxyException(ErrorCode.TOKEN_REVOKED, "token was revoked");
        }
    }

    private static ActorPrincipal.Token token(
            JwtClaims claims, Actor actor, SignedBy signer, Instant expiry, Optional<String> origin) {
        String jti = claims.jwtId().orElse(null);
        ActorKey key = signer.registeredKey();
        ActorPrincipal.Minted minted = null;
        if (signer instanceof SignedBy.SystemKey && jti != null) {
            String first = origin.orElse(RevokedTokens.entry(actor.id(), jti));
            String by = claims.act()
                    .map(act -> act.path("sub").asString(""))
                    .filter(sub -> !sub.isEmpty())
                    .orElse(null);
            minted = new ActorPrincipal.Minted(first, Set.copyOf(claims.audience()), by);
        }
        return new ActorPrincipal.Token(jti, expiry, key == null ? null : key.id(), minted);
    }

    /** A token for one use is a sign-in. Without its row there is none: the nonce is used up, and the caller gets nothing. */
    private void recordLogin(ActorPrincipal principal, SignedBy signer) {
        audit.recordApart(
                principal,
                AuditEvent.of(AuditAction.LOGIN, principal.namespace(), principal.actorId())
                        .with("method", "one_time_token")
                        .with("signed_by", signer.text()));
    }

    private void checkIssuer(JwtClaims claims, SignedBy signer) {
        Optional<String> issuer = claims.issuer();
        boolean accepted = signer instanceof SignedBy.SystemKey
                ? issuer.filter(policy.issuer()::equals).isPresent()
                : policy.acceptedIssuers().isEmpty()
                        || issuer.filter(policy.acceptedIssuers()::contains).isPresent();
        if (!accepted) {
            throw new AuthProxyException(ErrorCode.WRONG_ISSUER, "token issuer is not accepted");
        }
    }

    private static List<Permission> permissions(JsonNode claim) {
        try {
            return PermissionReader.read(JSON.treeToValue(claim, Object.class), "permissions");
        } catch (AuthProxyException e) {
            throw new AuthProxyException(
                    ErrorCode.INVALID_PERMISSIONS_CLAIM, "the permissions claim is not valid", e.fields());
        }
    }

    private static ErrorCode codeOf(String claim) {
        return switch (claim) {
            case "exp", "iat", "nbf" -> ErrorCode.TOKEN_LIFETIME_INVALID;
            case "aud" -> ErrorCode.WRONG_AUDIENCE;
            case "iss" -> ErrorCode.WRONG_ISSUER;
            case "nonce" -> ErrorCode.INVALID_NONCE;
            default -> ErrorCode.INVALID_TOKEN;
        };
    }

    static AuthProxyException invalid() {
        return new AuthProxyException(ErrorCode.INVALID_TOKEN, "invalid token");
    }
}
