package net.authproxy.core.authentication;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.actor.ActorKey;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwsVerifier;
import net.authproxy.jose.JwtClaims;
import net.authproxy.jose.VerificationKey;

/** Finds the key that verifies a token. The header chooses nothing but which registered key is tried (contract 5.3). */
class SignatureResolver {

    private final AuthenticationPolicy policy;
    private final KnownActors actors;
    private final EncryptionService encryption;
    private final Clock clock;

    SignatureResolver(AuthenticationPolicy policy, KnownActors actors, EncryptionService encryption, Clock clock) {
        this.policy = policy;
        this.actors = actors;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Who signed; empty when no key that may vouch for this token verifies it. */
    Optional<SignedBy> resolve(CompactJws token, NamespacePath namespace, String subject) {
        JwtClaims claims = token.claims();
        if (claims.systemSigned()) {
            return bySystem(token);
        }
        Optional<SignedBy> asserted = byAssertingKey(token, claims);
        if (asserted.isPresent()) {
            return asserted;
        }
        Optional<SignedBy> own = byOwnKey(token, namespace, subject);
        return own.isPresent() || claims.actorSigned() ? own : byHost(token);
    }

    private Optional<SignedBy> bySystem(CompactJws token) {
        return encryption.systemTokenKeys().stream()
                .map(secret -> secret.expose(VerificationKey::hmac))
                .filter(key -> JwsVerifier.verify(token, key))
                .findFirst()
                .map(key -> new SignedBy.SystemKey());
    }

    private Optional<SignedBy> byAssertingKey(CompactJws token, JwtClaims claims) {
        if (claims.actorSigned()) {
            return Optional.empty();
        }
        return token.keyId()
                .filter(kid -> ResourceId.wellFormed(kid, IdType.ACTOR_KEY))
                .flatMap(actors::findKey)
                .filter(ActorKey::canAssertActors)
                .filter(this::isLive)
                .filter(key -> JwsVerifier.verify(token, key.key()))
                .map(SignedBy.AssertingKey::new);
    }

    private Optional<SignedBy> byOwnKey(CompactJws token, NamespacePath namespace, String subject) {
        List<ActorKey> keys = actors.find(namespace, subject).keys();
        return keys.stream()
                .filter(key -> isNamed(token, key))
                .filter(this::isLive)
                .filter(key -> JwsVerifier.verify(token, key.key()))
                .findFirst()
                .map(SignedBy.OwnKey::new);
    }

    private static boolean isNamed(CompactJws token, ActorKey key) {
        String kid = token.keyId().orElse("");
        return kid.isEmpty() || kid.equals(key.id()) || kid.equals(key.key().fingerprint());
    }

    private Optional<SignedBy> byHost(CompactJws token) {
        return policy.hostKeys().stream()
                .filter(key -> token.keyId()
                        .filter(kid -> !kid.equals(key.fingerprint()))
                        .isEmpty())
                .filter(key -> JwsVerifier.verify(token, key))
                .findFirst()
                .map(key -> new SignedBy.HostKey());
    }

    private boolean isLive(ActorKey key) {
        return key.expiresAt() == null || key.expiresAt().isAfter(clock.instant());
    }
}
