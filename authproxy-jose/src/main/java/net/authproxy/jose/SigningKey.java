package net.authproxy.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;

/**
 * A secret that signs under exactly one algorithm, with the key that checks it. Made by {@link PrivateKeys} or from a
 * shared secret. Shows nothing of the secret; immutable and safe to share.
 */
public final class SigningKey {

    private final VerificationKey verificationKey;
    private final Operation operation;

    private SigningKey(VerificationKey verificationKey, Operation operation) {
        this.verificationKey = verificationKey;
        this.operation = operation;
    }

    /**
     * A shared secret for {@code HS256}.
     *
     * @throws KeyRejectedException below 32 bytes, or when the secret is publicly known
     */
    public static SigningKey hmac(byte[] secret) {
        VerificationKey key = VerificationKey.hmac(secret);
        try {
            return new SigningKey(key, nimbus(new MACSigner(secret.clone()), key.algorithm()));
        } catch (JOSEException e) {
            throw new KeyRejectedException("the shared secret is too short");
        }
    }

    static SigningKey rsa(VerificationKey key, PrivateKey secret) {
        return new SigningKey(key, nimbus(new RSASSASigner(secret), key.algorithm()));
    }

    static SigningKey ec(VerificationKey key, ECPrivateKey secret) {
        try {
            return new SigningKey(key, nimbus(new ECDSASigner(secret), key.algorithm()));
        } catch (JOSEException e) {
            throw new KeyRejectedException("the EC private key is not valid");
        }
    }

    static SigningKey ed25519(VerificationKey key, PrivateKey secret) {
        return new SigningKey(key, input -> {
            try {
                Signature engine = Signature.getInstance(Ed25519Keys.ALGORITHM);
                engine.initSign(secret);
                engine.update(input);
                return engine.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign EdDSA", e);
            }
        });
    }

    public SignatureAlgorithm algorithm() {
        return verificationKey.algorithm();
    }

    /** The key that accepts what this one signs. */
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    byte[] sign(byte[] input) {
        return operation.sign(input);
    }

    @Override
    public String toString() {
        return "signing " + verificationKey;
    }

    private static Operation nimbus(JWSSigner signer, SignatureAlgorithm algorithm) {
        JWSHeader header = new JWSHeader(algorithm.jwa());
        return input -> {
            try {
                return signer.sign(header, input).decode();
            } catch (JOSEException e) {
                throw new IllegalStateException("cannot sign " + algorithm.text(), e);
            }
        };
    }

    @FunctionalInterface
    private interface Operation {
        byte[] sign(byte[] input);
    }
}
