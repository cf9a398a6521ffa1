package net.authproxy.core.encryption;

import java.util.List;
import net.authproxy.core.shared.secret.SecretBytes;

/**
 * The configured global key (contract 11.4, {@code global_aes_key}).
 *
 * @param current encrypts from now on
 * @param previous only decrypt
 */
public record GlobalKeyMaterial(Material current, List<Material> previous) {

    public GlobalKeyMaterial {
        previous = List.copyOf(previous);
    }

    /**
     * One 32-byte key.
     *
     * @param provider name of the form it came from, such as {@code file}
     */
    public record Material(String provider, SecretBytes bytes) {}
}
