package net.authproxy.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;

/** Checks signatures with one ready key under one algorithm. */
@FunctionalInterface
interface SignatureCheck {

    boolean verifies(byte[] input, byte[] signature);

    /**
     * The library's verifier behind a check of the exact length in bytes. The header that the token brought is not
     * shown to the library: the algorithm is the key's.
     */
    static SignatureCheck nimbus(JWSVerifier verifier, SignatureAlgorithm algorithm, int length) {
        JWSHeader header = new JWSHeader(algorithm.jwa());
        return (input, signature) -> {
            if (signature.length != length) {
                return false;
            }
            try {
                return verifier.verify(header, input, Base64URL.encode(signature));
            } catch (JOSEException e) {
                throw new IllegalStateException("cannot verify " + algorithm.text(), e);
            }
        };
    }

    /** ECDSA in P1363 form: two numbers of fixed length, each from 1 to below the order (RFC 7518, 3.4). */
    static SignatureCheck inRange(NistCurve curve, SignatureCheck next) {
        return (input, signature) -> signature.length == 2 * curve.size()
                && curve.isScalar(new BigInteger(1, Arrays.copyOfRange(signature, 0, curve.size())))
                && curve.isScalar(new BigInteger(1, Arrays.copyOfRange(signature, curve.size(), signature.length)))
                && next.verifies(input, signature);
    }

    /** Ed25519 (RFC 8037); the JDK's own engine, as the library's needs a further dependency. */
    static SignatureCheck ed25519(PublicKey key) {
        return (input, signature) -> {
            if (signature.length != Ed25519Keys.SIGNATURE_LENGTH) {
                return false;
            }
            try {
                Signature engine = Signature.getInstance(Ed25519Keys.ALGORITHM);
                engine.initVerify(key);
                engine.update(input);
                return engine.verify(signature);
            } catch (SignatureException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot verify EdDSA", e);
            }
        };
    }
}
