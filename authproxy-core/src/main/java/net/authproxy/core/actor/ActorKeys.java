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

/** Stores and opens actors' keys. The caller holds the transaction and has checked the permission. */
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

    void add(ActorEntity actor, NewActorKey key) {
        if (keys.findLive(actor.getId()).size() >= MAX_LIVE_KEYS) {
            throw new AuthProxyException(
                    ErrorCode.VALIDATION_FAILED, "an actor has at most " + MAX_LIVE_KEYS + " live keys");
        }
        String id = ids.nextText(IdType.ACTOR_KEY);
        EncryptedField sealed = cipher.seal(
                Purpose.ACTOR_KEY, actor.namespace(), id, key.material().encode());
        keys.save(new ActorKeyEntity(clock, id, actor.getId(), key, sealed));
    }

    /** Makes exactly this key the actor's only one; unchanged keys keep their row. */
    boolean replaceAll(ActorEntity actor, NewActorKey wanted) {
        String fingerprint = wanted.material().toKey().fingerprint();
        boolean changed = false;
        Optional<ActorKeyEntity> kept = Optional.empty();
        for (ActorKeyEntity key : keys.findLive(actor.getId())) {
            if (key.fingerprint().equals(fingerprint)) {
                key.setCanAssertActors(wanted.canAssertActors());
                kept = Optional.of(key);
            } else {
                key.revoke(clock);
                changed = true;
            }
        }
        if (kept.isEmpty()) {
            keys.flush();
            add(actor, wanted);
            changed = true;
        }
        return changed;
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
