package net.authproxy.core.encryption;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;

/** All key versions and who uses which. Immutable: a change makes a new ring (copy on write). */
final class Keyring {

    static final String GLOBAL = "ek_global";

    private final Map<String, KeyVersion> versions = new HashMap<>();
    private final Map<String, KeyVersion> current = new HashMap<>();
    private final Map<String, String> keyOfNamespace;

    /**
     * Makes a ring.
     *
     * @param versions of all keys
     * @param currentIds the current version of each key
     * @param keyOfNamespace key id by the namespaces that have one assigned
     */
    Keyring(Collection<KeyVersion> versions, Collection<String> currentIds, Map<String, String> keyOfNamespace) {
        for (KeyVersion version : versions) {
            this.versions.put(version.id(), version);
            if (currentIds.contains(version.id())) {
                current.put(version.keyId(), version);
            }
        }
        this.keyOfNamespace = Map.copyOf(keyOfNamespace);
        if (!current.containsKey(GLOBAL)) {
            throw new IllegalArgumentException("a keyring needs a current version of the global key");
        }
    }

    /**
     * The version to encrypt with: of the nearest namespace going up that has a key, else the global one (contract
     * 11.2). Never another key than the assigned one.
     *
     * @throws AuthProxyException {@code encryption_key_unavailable} when the assigned key has no version here
     */
    KeyVersion currentFor(NamespacePath namespace) {
        if (!keyOfNamespace.isEmpty()) {
            for (NamespacePath node : namespace.selfAndAncestors()) {
                String assigned = keyOfNamespace.get(node.value());
                if (assigned != null) {
                    return currentOf(assigned);
                }
            }
        }
        return currentGlobal();
    }

    private KeyVersion currentOf(String keyId) {
        KeyVersion version = current.get(keyId);
        if (version == null) {
            throw new AuthProxyException(
                    ErrorCode.ENCRYPTION_KEY_UNAVAILABLE, "the namespace's encryption key is not available");
        }
        return version;
    }

    KeyVersion currentGlobal() {
        return java.util.Objects.requireNonNull(current.get(GLOBAL));
    }

    Optional<KeyVersion> version(String id) {
        return Optional.ofNullable(versions.get(id));
    }

    /** Every version of the global key, current first, then newest first. */
    List<KeyVersion> globalVersions() {
        return versions.values().stream()
                .filter(version -> version.keyId().equals(GLOBAL))
                .sorted(Comparator.comparing((KeyVersion version) -> version != currentGlobal())
                        .thenComparing(Comparator.comparingLong(KeyVersion::orderedVersion)
                                .reversed()))
                .toList();
    }
}
