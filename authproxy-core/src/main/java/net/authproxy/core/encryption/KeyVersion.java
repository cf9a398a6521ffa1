package net.authproxy.core.encryption;

import java.util.EnumMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.authproxy.core.shared.secret.SecretBytes;

/** One version of a key with the keys derived from it. The material itself never encrypts (contract 11.1). */
final class KeyVersion {

    private final String id;
    private final String keyId;
    private final long orderedVersion;
    private final SecretBytes material;
    private final Map<Purpose, SecretKey> derived = new EnumMap<>(Purpose.class);

    KeyVersion(String id, String keyId, long orderedVersion, SecretBytes material) {
        if (material.length() != KeyDerivation.KEY_BYTES) {
            throw new IllegalArgumentException("a key must be 32 bytes, not " + material.length());
        }
        this.id = id;
        this.keyId = keyId;
        this.orderedVersion = orderedVersion;
        this.material = material;
        for (Purpose purpose : Purpose.values()) {
            derived.put(purpose, new SecretKeySpec(KeyDerivation.derive(material, purpose.label()), "AES"));
        }
    }

    String id() {
        return id;
    }

    String keyId() {
        return keyId;
    }

    long orderedVersion() {
        return orderedVersion;
    }

    SecretKey keyFor(Purpose purpose) {
        return java.util.Objects.requireNonNull(derived.get(purpose));
    }

    /** A key for something other than a stored value, such as signing system tokens. */
    SecretBytes deriveFor(String info) {
        return SecretBytes.copyOf(KeyDerivation.derive(material, info));
    }

    @Override
    public String toString() {
        return id;
    }
}
