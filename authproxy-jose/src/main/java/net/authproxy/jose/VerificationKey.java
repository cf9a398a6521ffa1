package net.authproxy.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that checks signatures under exactly one algorithm (contract 4.2, security D3). Its JCA key is ready, so that a
 * verification parses nothing. Every instance has passed the rules of contract 4.2. Immutable and safe to share.
 */
public final class VerificationKey {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    /** FIPS 186-5, A.1.1: a larger exponent only burns time. */
    private static final int MAX_EXPONENT_BITS = 256;

    private static final byte[] HMAC_FINGERPRINT_LABEL =
            "authproxy/hmac-fingerprint/v1".getBytes(StandardCharsets.US_ASCII);

    private final SignatureAlgorithm algorithm;
    private final String fingerprint;
    private final Optional<String> openSshLine;
    private final SignatureCheck check;

    private VerificationKey(SignatureAlgorithm algorithm, byte[] sshBlob, SignatureCheck check) {
        this.algorithm = algorithm;
        this.fingerprint = fingerprint(sha256(sshBlob));
        this.openSshLine = Optional.of(SshBlob.line(sshBlob));
        this.check = check;
    }

    private VerificationKey(SignatureAlgorithm algorithm, String fingerprint, SignatureCheck check) {
        this.algorithm = algorithm;
        this.fingerprint = fingerprint;
        this.openSshLine = Optional.empty();
        this.check = check;
    }

    /**
     * A shared secret for {@code HS256}.
     *
     * @throws KeyRejectedException below 32 bytes, or when the secret is publicly known
     */
    public static VerificationKey hmac(byte[] secret) {
        return hmac(secret, SignatureAlgorithm.HS256);
    }

    static VerificationKey hmac(byte[] secret, SignatureAlgorithm algorithm) {
        SharedSecrets.requireStrong(secret, algorithm);
        try {
            SignatureCheck check = SignatureCheck.nimbus(
                    new MACVerifier(secret.clone()), algorithm, SharedSecrets.leastBytes(algorithm));
            return new VerificationKey(algorithm, fingerprint(hmacSha256(secret)), check);
        } catch (JOSEException e) {
            throw new KeyRejectedException("the shared secret is too short");
        }
    }

    static VerificationKey rsa(BigInteger modulus, BigInteger exponent, SignatureAlgorithm algorithm) {
        if (modulus.signum() <= 0 || modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw new KeyRejectedException("an RSA key must have 2048 to 8192 bits");
        }
        if (!exponent.testBit(0)
                || exponent.compareTo(BigInteger.valueOf(3)) < 0
                || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new KeyRejectedException("the exponent of an RSA key must be odd, from 3 to below 2^256");
        }
        WeakModulus.reason(modulus).ifPresent(reason -> {
            throw new KeyRejectedException(reason);
        });
        try {
            RSAPublicKey key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            int length = (modulus.bitLength() + 7) / 8;
            SignatureCheck check = SignatureCheck.nimbus(new RSASSAVerifier(key), algorithm, length);
            return new VerificationKey(algorithm, SshBlob.rsa(modulus, exponent), check);
        } catch (GeneralSecurityException e) {
            throw new KeyRejectedException("the RSA key is not valid");
        }
    }

    static VerificationKey ec(NistCurve curve, ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY) || !curve.holds(point)) {
            throw new KeyRejectedException("the point of the EC key is not on its curve");
        }
        try {
            ECPublicKey key =
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve.spec()));
            SignatureCheck check = SignatureCheck.nimbus(new ECDSAVerifier(key), curve.algorithm(), 2 * curve.size());
            return new VerificationKey(
                    curve.algorithm(), SshBlob.ec(curve, point), SignatureCheck.inRange(curve, check));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new KeyRejectedException("the EC key is not valid");
        }
    }

    static VerificationKey ed25519(byte[] key) {
        SignatureCheck check = SignatureCheck.ed25519(Ed25519Keys.publicKey(key));
        return new VerificationKey(SignatureAlgorithm.EDDSA, SshBlob.ed25519(key), check);
    }

    public KeyType type() {
        return algorithm.keyType();
    }

    /** The one algorithm a token checked with this key must name. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * {@code SHA256:} and unpadded base64. For public keys the value that {@code ssh-keygen -l} prints; for secrets a
     * keyed hash of a fixed label, which tells them apart and tells nothing about them.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The public key as an OpenSSH line without comment, fit for {@link PublicKeys#parse}; empty for a secret. */
    public Optional<String> openSshLine() {
        return openSshLine;
    }

    boolean verifies(byte[] input, byte[] signature) {
        return check.verifies(input, signature);
    }

    /** Two keys are equal when material and algorithm are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that
                && algorithm == that.algorithm
                && fingerprint.equals(that.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.text() + " key " + fingerprint;
    }

    private static String fingerprint(byte[] digest) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    private static byte[] hmacSha256(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(HMAC_FINGERPRINT_LABEL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing", e);
        }
    }
}
