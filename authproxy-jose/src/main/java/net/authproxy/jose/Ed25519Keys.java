package net.authproxy.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Turns the 32 bytes of an Ed25519 key into keys of the JDK. */
final class Ed25519Keys {

    static final String ALGORITHM = "Ed25519";
    static final int KEY_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    // The DER of RFC 8410 around a key of this one length.
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519Keys() {}

    static PublicKey publicKey(byte[] key) {
        // Full validation: canonical, on the curve, and in the subgroup of prime order (so never of small order).
        if (key.length != KEY_LENGTH || !Ed25519.validatePublicKeyFull(key, 0)) {
            throw new KeyRejectedException("the Ed25519 key is not a valid point of prime order");
        }
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(join(PUBLIC_PREFIX, key)));
        } catch (GeneralSecurityException e) {
            throw new KeyRejectedException("the Ed25519 key is not valid");
        }
    }

    static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(join(PRIVATE_PREFIX, seed)));
        } catch (GeneralSecurityException e) {
            throw new KeyRejectedException("the Ed25519 private key is not valid");
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
