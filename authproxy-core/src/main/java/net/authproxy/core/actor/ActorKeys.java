package net.authproxy.core.actor;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;

/** Stores and opens actors' keys. The caller of its methods holds the transaction and has checked the permission. */
class ActorKeys {

    static final int MAX_LIVE_KEYS = 32;

    private final ActorKeyRepository keys;
    private final FieldCipher cipher;
    private final IdGenerator ids;
    private final Clock clock;

    ActorKeys(ActorKeyRepository keys, FieldCipher cipher, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a key that a caller registers; the caller of this method has locked the actor. */
    ActorKeyEntity register(ActorEntity actor, NewActorKey key) {
        String fingerprint = key.material().toKey().fingerprint();
        List<ActorKeyEntity> live = keys.findLive(actor.getId());
        if (live.stream().anyMatch(present -> present.fingerprint().equals(fingerprint))) {
            throw new AuthProxyException(ErrorCode.ALREADY_EXISTS, "the actor has this key already");
        }
        if (live.size() >= MAX_LIVE_KEYS) {
            throw new AuthProxyException(
                    ErrorCode.VALIDATION_FAILED, "an actor has at most " + MAX_LIVE_KEYS + " live keys");
        }
        return add(actor, key, false);
    }

    private ActorKeyEntity add(ActorEntity actor, NewActorKey key, boolean configured) {
        String id = ids.nextText(IdType.ACTOR_KEY);
        EncryptedField sealed = cipher.seal(
                Purpose.ACTOR_KEY, actor.namespace(), id, key.material().encode());
        ActorKeyEntity entity = new ActorKeyEntity(clock, id, actor.getId(), key, sealed);
        entity.setConfigured(configured);
        return keys.save(entity);
    }

    /**
     * Makes this key the only one that the configuration gives the actor. Keys registered over the API stay, and a
     * configured key that was revoked over the API stays revoked for as long as the configuration lists it.
     *
     * @return whether anything about the live keys changed
     */
    boolean configure(ActorEntity actor, NewActorKey wanted) {
        String fingerprint = wanted.material().toKey().fingerprint();
        boolean changed = false;
        boolean known = false;
        for (ActorKeyEntity key : keys.findLiveOrConfigured(actor.getId())) {
            if (key.fingerprint().equals(fingerprint)) {
                known = true;
                changed |= key.isLive() && key.canAssertActors() != wanted.canAssertActors();
                key.setCanAssertActors(wanted.canAssertActors());
                key.setConfigured(true);
            } else if (key.isConfigured()) {
                changed |= key.isLive();
                retire(key);
            }
        }
        if (!known) {
            keys.flush();
            add(actor, wanted, true);
        }
        return changed || !known;
    }

    private void retire(ActorKeyEntity key) {
        key.setConfigured(false);
        if (key.isLive()) {
            key.revoke(clock);
        }
    }

    void revokeAll(String actorId) {
        keys.findLive(actorId).forEach(key -> key.revoke(clock));
    }

    Optional<String> owner(String keyId) {
        return keys.findById(keyId).map(ActorKeyEntity::actorId);
    }

    List<ActorKey> open(String actorId, NamespacePath namespace) {
        return keys.findLive(actorId).stream()
                .map(key -> key.toKey(
                        KeyMaterial.decode(cipher.open(Purpose.ACTOR_KEY, namespace, key.getId(), key.encryptedKey()))
                                .toKey()))
                .toList();
    }
}
