package net.authproxy.jose;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys as people have them: an OpenSSH line, PEM (SPKI or PKCS#1) or a JWK (contract 4.2). Whatever is
 * refused is refused with one reason that holds nothing of the text.
 */
public final class PublicKeys {

    private static final int MAX_LENGTH = 16 * 1024;
    // Armour of every private form, PuTTY's own, and the armourless start of an OpenSSH private key in base64.
    private static final Pattern PRIVATE =
            Pattern.compile("PRIVATE KEY|PuTTY-User-Key-File|Private-Lines|b3BlbnNzaC1rZXktdjE");

    private PublicKeys() {}

    /**
     * Reads one key.
     *
     * @param alg the algorithm to bind it to; null means the one its type implies, {@code RS256} for RSA
     * @throws KeyRejectedException when the text is no key that contract 4.2 admits
     */
    public static VerificationKey parse(String text, @Nullable String alg) {
        if (text.length() > MAX_LENGTH) {
            throw new KeyRejectedException("the text is too long for a public key");
        }
        if (PRIVATE.matcher(text).find()) {
            throw privateKey();
        }
        Optional<SignatureAlgorithm> wanted = Optional.ofNullable(alg).map(PublicKeys::registrable);
        VerificationKey key = read(text.strip(), wanted);
        if (key.type() == KeyType.HMAC) {
            throw new KeyRejectedException("this is a secret, not a public key");
        }
        if (!key.algorithm().registrable()) {
            throw new KeyRejectedException("the algorithm of the key is not supported");
        }
        if (wanted.isPresent() && wanted.get() != key.algorithm()) {
            throw new KeyRejectedException("the algorithm does not fit the key");
        }
        return key;
    }

    /** The comment of an OpenSSH line; empty for other forms, or when the line has none. */
    public static Optional<String> comment(String text) {
        return OpenSshLine.comment(text.strip());
    }

    static KeyRejectedException privateKey() {
        return new KeyRejectedException("this is a private key; register its public half and keep this one secret");
    }

    private static VerificationKey read(String text, Optional<SignatureAlgorithm> wanted) {
        SignatureAlgorithm rsa =
                wanted.filter(algorithm -> algorithm.keyType() == KeyType.RSA).orElse(SignatureAlgorithm.RS256);
        if (text.startsWith("{")) {
            return Jwk.read(text, rsa);
        }
        if (text.startsWith("-----BEGIN ")) {
            return PemPublicKey.read(text, rsa);
        }
        return OpenSshLine.read(text, rsa);
    }

    private static SignatureAlgorithm registrable(String alg) {
        return SignatureAlgorithm.named(alg)
                .filter(SignatureAlgorithm::registrable)
                .filter(algorithm -> algorithm.keyType() != KeyType.HMAC)
                .orElseThrow(() -> new KeyRejectedException(
                        "the algorithm must be one of RS256, PS256, ES256, ES384, ES512, EdDSA"));
    }
}
