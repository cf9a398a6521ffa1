package net.authproxy.core.authentication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorKey;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.jose.JwtClaims;
import org.springframework.dao.DataIntegrityViolationException;

/** From a verified token to the actor it stands for: stored, or asserted by somebody who may (contract 5.2, 5.3). */
class ActorResolver {

    private static final int MAX_ATTEMPTS = 3;

    private final KnownActors known;
    private final ActorService actors;

    ActorResolver(KnownActors known, ActorService actors) {
        this.known = known;
        this.actors = actors;
    }

    /**
     * What the token says about its actor, judged but not yet carried out.
     *
     * @param present the stored actor; empty when the claim will make one
     * @param claim the claim to carry out; empty when there is none
     * @param signer whose key vouches for it
     */
    record Asserted(Optional<Actor> present, Optional<ActorClaim> claim, SignedBy signer) {}

    /** Judges without writing anything. */
    Asserted check(JwtClaims claims, NamespacePath namespace, String subject, SignedBy signer) {
        Optional<Actor> present = known.find(namespace, subject).actor();
        Optional<ActorClaim> claim = claims.actor().map(node -> {
            if (signer instanceof SignedBy.OwnKey) {
                throw new AuthProxyException(
                        ErrorCode.ACTOR_CLAIM_NOT_ALLOWED, "an actor's own key may not carry an actor claim");
            }
            return ActorClaim.read(node, namespace, subject);
        });
        if (signer instanceof SignedBy.AssertingKey asserting) {
            checkIssuer(asserting.key(), present, claim, namespace);
        }
        if (present.isEmpty()) {
            checkRevival(claims, namespace, subject, claim.isPresent());
        }
        return new Asserted(present, claim, signer);
    }

    /**
     * An asserting key stands for no actor that may do more than its owner: neither by what the claim writes, nor by
     * what is stored already and the claim leaves alone.
     */
    private void checkIssuer(
            ActorKey key, Optional<Actor> present, Optional<ActorClaim> claim, NamespacePath namespace) {
        boolean itself = present.map(Actor::id).filter(key.actorId()::equals).isPresent();
        Optional<PermissionSet> result = result(present, claim);
        if ((itself && claim.isEmpty()) || result.isEmpty()) {
            return;
        }
        boolean within = actors.findLive(key.actorId())
                .map(Actor::permissionSet)
                .filter(own -> own.permits(ResourceType.ACTORS, Verb.CREATE, namespace))
                .filter(own -> own.covers(result.get()))
                .isPresent();
        if (!within) {
            throw new AuthProxyException(
                    ErrorCode.ACTOR_CLAIM_EXCEEDS_ISSUER, "the actor claim goes beyond what its issuer may do");
        }
    }

    /** What the actor may do once the claim is carried out; empty when there is neither actor nor claim. */
    private static Optional<PermissionSet> result(Optional<Actor> present, Optional<ActorClaim> claim) {
        if (claim.isEmpty()) {
            return present.map(Actor::permissionSet);
        }
        List<Permission> permissions = claim.get()
                .permissions()
                .or(() -> present.map(Actor::permissions))
                .orElse(List.of());
        NewActor wanted = claim.get().actor();
        return Optional.of(PermissionSet.of(
                permissions, wanted.externalId(), wanted.labels().values()));
    }

    private void checkRevival(JwtClaims claims, NamespacePath namespace, String subject, boolean claimed) {
        Optional<Instant> deleted = actors.lastDeletion(namespace, subject);
        // iat has whole seconds: a token of the very second of the deletion counts as older.
        boolean older = deleted.isPresent()
                && claims.issuedAt()
                        .filter(issued -> issued.isAfter(deleted.get()))
                        .isEmpty();
        if (older) {
            throw new AuthProxyException(ErrorCode.ACTOR_DELETED, "actor was deleted after the token was issued");
        }
        if (!claimed) {
            throw new AuthProxyException(ErrorCode.ACTOR_NOT_FOUND, "actor does not exist");
        }
    }

    /** Carries it out: makes or updates the actor when the claim says so. */
    Actor resolve(Asserted asserted) {
        return asserted.claim()
                .map(claim -> carryOut(claim, asserted.signer()))
                .orElseGet(() -> asserted.present().orElseThrow(TokenVerifier::invalid));
    }

    // Of several first tokens of a new actor one writes the rows; the others then find them.
    private Actor carryOut(ActorClaim claim, SignedBy signer) {
        for (int attempt = 1; ; attempt++) {
            try {
                return actors.assertActor(claim.actor(), claim.permissions(), signer.text());
            } catch (DataIntegrityViolationException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
