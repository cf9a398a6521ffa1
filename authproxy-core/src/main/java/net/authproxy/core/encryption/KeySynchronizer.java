package net.authproxy.core.encryption;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceKeys;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretBytes;

/**
 * Records the configured key's versions in the database and builds the keyring (contract 11.5). The material of the
 * global key is never stored; a version is recognised by a fingerprint.
 */
class KeySynchronizer {

    private final GlobalKeyMaterial material;
    private final KeyVersionStore store;
    private final EncryptedColumns columns;
    private final NamespaceKeys namespaces;

    KeySynchronizer(
            GlobalKeyMaterial material, KeyVersionStore store, EncryptedColumns columns, NamespaceKeys namespaces) {
        this.material = material;
        this.store = store;
        this.columns = columns;
        this.namespaces = namespaces;
    }

    /** Writes what is new, refuses to go on without a version that data needs, and returns the ring. */
    @SystemOperation
    Keyring load() {
        Map<String, SecretBytes> configured = configured();
        String current = fingerprint(material.current().bytes());
        List<KeyVersionEntity> stored =
                store.record(configured.keySet(), current, material.current().provider());
        List<KeyVersion> ring = new ArrayList<>();
        String currentId = "";
        for (KeyVersionEntity version : stored) {
            SecretBytes bytes = configured.get(version.providerVersion());
            if (bytes == null) {
                refuseIfNeeded(version);
                continue;
            }
            ring.add(new KeyVersion(version.getId(), Keyring.GLOBAL, version.orderedVersion(), bytes));
            currentId = version.providerVersion().equals(current) ? version.getId() : currentId;
        }
        return new Keyring(ring, Set.of(currentId), namespaces.assigned());
    }

    private Map<String, SecretBytes> configured() {
        Map<String, SecretBytes> byFingerprint = new LinkedHashMap<>();
        for (int i = material.previous().size() - 1; i >= 0; i--) {
            SecretBytes bytes = material.previous().get(i).bytes();
            byFingerprint.put(fingerprint(bytes), bytes);
        }
        byFingerprint.put(
                fingerprint(material.current().bytes()), material.current().bytes());
        return byFingerprint;
    }

    private void refuseIfNeeded(KeyVersionEntity version) {
        long rows = columns.countRowsOf(version.getId());
        if (rows > 0) {
            throw new AuthProxyException(
                    ErrorCode.ENCRYPTION_KEY_UNAVAILABLE,
                    "system_auth.global_aes_key: " + rows + " stored values need key version " + version.getId()
                            + ", which is neither the configured key nor listed under previous");
        }
    }

    private static String fingerprint(SecretBytes bytes) {
        return "hkdf:" + HexFormat.of().formatHex(KeyDerivation.derive(bytes, "authproxy/key-fingerprint/v1"), 0, 16);
    }
}
