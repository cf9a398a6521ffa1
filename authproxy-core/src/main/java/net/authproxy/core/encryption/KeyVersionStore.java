package net.authproxy.core.encryption;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of the global key and its versions. */
class KeyVersionStore {

    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final IdGenerator ids;
    private final Clock clock;

    KeyVersionStore(
            KeyRepository keys,
            KeyVersionRepository versions,
            TransactionTemplate transaction,
            AuditTrail audit,
            IdGenerator ids,
            Clock clock) {
        this.keys = keys;
        this.versions = versions;
        this.transaction = transaction;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds the fingerprints that are new and makes one of them current, in one transaction.
     *
     * @return every version ever seen, oldest first
     */
    List<KeyVersionEntity> record(Set<String> fingerprints, String current, String provider) {
        return Objects.requireNonNull(transaction.execute(status -> write(fingerprints, current, provider)));
    }

    /** Takes messages out of a version's budget; 0 when its limit is reached. */
    long reserve(String keyVersionId, long count) {
        Integer rows = transaction.execute(status -> versions.reserve(keyVersionId, count, MessageBudget.LIMIT));
        return rows != null && rows == 1 ? count : 0;
    }

    private List<KeyVersionEntity> write(Set<String> fingerprints, String current, String provider) {
        if (!keys.existsById(Keyring.GLOBAL)) {
            keys.save(KeyEntity.global(clock, provider));
        }
        List<KeyVersionEntity> stored = new ArrayList<>(versions.findByKey(Keyring.GLOBAL));
        long newest = stored.stream()
                .mapToLong(KeyVersionEntity::orderedVersion)
                .max()
                .orElse(0);
        for (String fingerprint : fingerprints) {
            if (stored.stream().noneMatch(version -> version.providerVersion().equals(fingerprint))) {
                stored.add(versions.saveAndFlush(new KeyVersionEntity(
                        clock, ids.nextText(IdType.ENCRYPTION_KEY_VERSION), provider, fingerprint, ++newest)));
                record(AuditAction.ENCRYPTION_KEY_ADD_VERSION, stored.getLast());
            }
        }
        promote(stored, current);
        return stored;
    }

    private void promote(List<KeyVersionEntity> stored, String current) {
        for (KeyVersionEntity version : stored) {
            if (version.current() && !version.providerVersion().equals(current)) {
                version.setCurrent(false, clock);
            }
        }
        // The unique index allows one current version at any moment, so the old one must be written first.
        versions.flush();
        for (KeyVersionEntity version : stored) {
            if (!version.current() && version.providerVersion().equals(current)) {
                version.setCurrent(true, clock);
                record(AuditAction.ENCRYPTION_KEY_PROMOTE, version);
            }
        }
        versions.flush();
    }

    private void record(AuditAction action, KeyVersionEntity version) {
        audit.recordSystem(
                AuditEvent.of(action, NamespacePath.ROOT, Keyring.GLOBAL).with("key_version", version.getId()));
    }
}
