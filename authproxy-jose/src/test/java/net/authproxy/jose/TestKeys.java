package net.authproxy.jose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The throw-away keys below {@code src/test/resources/keys}. */
final class TestKeys {

    static final String PASSPHRASE = "correct horse";

    static final Map<String, SignatureAlgorithm> ALGORITHMS = Map.of(
            "rsa", SignatureAlgorithm.RS256,
            "ecdsa256", SignatureAlgorithm.ES256,
            "ecdsa384", SignatureAlgorithm.ES384,
            "ecdsa521", SignatureAlgorithm.ES512,
            "ed25519", SignatureAlgorithm.EDDSA);

    static final List<String> NAMES = List.of("rsa", "ecdsa256", "ecdsa384", "ecdsa521", "ed25519");

    private TestKeys() {}

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(TestKeys.class.getResourceAsStream("/keys/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SigningKey signing(String name) {
        return PrivateKeys.parse(text(name + ".openssh"), null);
    }

    static VerificationKey verification(String name) {
        return PublicKeys.parse(text(name + ".pub"), null);
    }
}
