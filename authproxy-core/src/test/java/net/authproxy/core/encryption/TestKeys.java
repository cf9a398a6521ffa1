package net.authproxy.core.encryption;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.secret.SecretBytes;

/** Keys and ciphers without a database. */
final class TestKeys {

    private TestKeys() {}

    static SecretBytes material(int fill) {
        byte[] bytes = new byte[KeyDerivation.KEY_BYTES];
        Arrays.fill(bytes, (byte) fill);
        return SecretBytes.copyOf(bytes);
    }

    static KeyVersion version(String id, String keyId, int ordered, int fill) {
        return new KeyVersion(id, keyId, ordered, material(fill));
    }

    static KeyVersion global(String id, int ordered, int fill) {
        return version(id, Keyring.GLOBAL, ordered, fill);
    }

    /** A cipher whose first version is the current one. */
    static FieldCipher cipher(KeyVersion... versions) {
        return cipher(List.of(versions), List.of(versions[0].id()), Map.of());
    }

    static FieldCipher cipher(Collection<KeyVersion> versions, List<String> current, Map<String, String> assigned) {
        Keyring ring = new Keyring(versions, current, assigned);
        KeyringHolder holder = new KeyringHolder(() -> ring);
        holder.reload();
        MessageBudget plenty = new MessageBudget(1 << 20, (id, count) -> count, Runnable::run);
        return new FieldCipher(holder, plenty, new AesGcm(new SecureRandom()));
    }
}
