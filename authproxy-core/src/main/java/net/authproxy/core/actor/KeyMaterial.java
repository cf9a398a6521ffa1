package net.authproxy.core.actor;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.jose.PublicKeys;
import net.authproxy.jose.VerificationKey;

/** The material of an actor's key: a public key, or a secret shared with the actor (contract 4.2). */
public sealed interface KeyMaterial {

    /** A key ready to verify. */
    VerificationKey toKey();

    /**
     * A public key.
     *
     * @param text an OpenSSH line, PEM or JWK
     * @param alg the algorithm to bind it to; empty for what its type implies
     */
    record PublicKey(String text, Optional<String> alg) implements KeyMaterial {

        @Override
        public VerificationKey toKey() {
            return PublicKeys.parse(text, alg.orElse(null));
        }
    }

    /** A secret of at least 32 bytes. */
    record SharedKey(SecretBytes secret) implements KeyMaterial {

        @Override
        public VerificationKey toKey() {
            return secret.expose(VerificationKey::hmac);
        }
    }

    /** The form that is sealed into the database. */
    default byte[] encode() {
        return switch (this) {
            case PublicKey key -> {
                VerificationKey parsed = key.toKey();
                String line = parsed.openSshLine().orElseThrow();
                yield ("p" + parsed.algorithm().text() + "\n" + line).getBytes(StandardCharsets.UTF_8);
            }
            case SharedKey key -> key.secret().expose(KeyMaterial::prefixed);
        };
    }

    private static byte[] prefixed(byte[] secret) {
        byte[] out = new byte[secret.length + 1];
        out[0] = 's';
        System.arraycopy(secret, 0, out, 1, secret.length);
        return out;
    }

    /** Reads what {@link #encode} wrote. */
    static KeyMaterial decode(byte[] stored) {
        if (stored.length > 0 && stored[0] == 's') {
            byte[] secret = new byte[stored.length - 1];
            System.arraycopy(stored, 1, secret, 0, secret.length);
            return new SharedKey(SecretBytes.copyOf(secret));
        }
        String[] parts = new String(stored, 1, stored.length - 1, StandardCharsets.UTF_8).split("\n", 2);
        return new PublicKey(parts[1], Optional.of(parts[0]));
    }
}
