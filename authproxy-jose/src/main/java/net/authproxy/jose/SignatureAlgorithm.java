package net.authproxy.jose;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms of RFC 7518 and RFC 8037 that a key may be bound to. Only some are {@linkplain
 * #registrable() offered for registration}; the others exist so that a JWK that names one keeps exactly that one and is
 * not read as its neighbour.
 */
public enum SignatureAlgorithm {
    RS256("RS256", KeyType.RSA, true),
    RS384("RS384", KeyType.RSA, false),
    RS512("RS512", KeyType.RSA, false),
    PS256("PS256", KeyType.RSA, true),
    PS384("PS384", KeyType.RSA, false),
    PS512("PS512", KeyType.RSA, false),
    ES256("ES256", KeyType.EC, true),
    ES384("ES384", KeyType.EC, true),
    ES512("ES512", KeyType.EC, true),
    EDDSA("EdDSA", KeyType.ED25519, true),
    HS256("HS256", KeyType.HMAC, true),
    HS384("HS384", KeyType.HMAC, false),
    HS512("HS512", KeyType.HMAC, false);

    private final String text;
    private final KeyType keyType;
    private final boolean registrable;

    SignatureAlgorithm(String text, KeyType keyType, boolean registrable) {
        this.text = text;
        this.keyType = keyType;
        this.registrable = registrable;
    }

    /** Finds the algorithm by its exact name; {@code none}, other cases and unknown names give nothing. */
    public static Optional<SignatureAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.text.equals(name))
                .findFirst();
    }

    /** The value of the header parameter {@code alg}. */
    public String text() {
        return text;
    }

    /** The only kind of key this algorithm works with. */
    public KeyType keyType() {
        return keyType;
    }

    /** Whether contract 4.2 lets a caller register a key for this algorithm. */
    public boolean registrable() {
        return registrable;
    }

    JWSAlgorithm jwa() {
        return JWSAlgorithm.parse(text);
    }
}
