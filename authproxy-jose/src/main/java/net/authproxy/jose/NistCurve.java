package net.authproxy.jose;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/** The three curves that contract 4.2 admits, each with its one algorithm. */
enum NistCurve {
    P256("P-256", "nistp256", SignatureAlgorithm.ES256, 32),
    P384("P-384", "nistp384", SignatureAlgorithm.ES384, 48),
    P521("P-521", "nistp521", SignatureAlgorithm.ES512, 66);

    private final String jwkName;
    private final String sshName;
    private final SignatureAlgorithm algorithm;
    private final int size;

    NistCurve(String jwkName, String sshName, SignatureAlgorithm algorithm, int size) {
        this.jwkName = jwkName;
        this.sshName = sshName;
        this.algorithm = algorithm;
        this.size = size;
    }

    static Optional<NistCurve> ofJwkName(String name) {
        return Arrays.stream(values())
                .filter(known -> known.jwkName.equals(name))
                .findFirst();
    }

    static Optional<NistCurve> ofSshName(String name) {
        return Arrays.stream(values())
                .filter(known -> known.sshName.equals(name))
                .findFirst();
    }

    static Optional<NistCurve> ofOid(String oid) {
        return Arrays.stream(values())
                .filter(known -> known.curve().getOID().equals(oid))
                .findFirst();
    }

    /** The name inside an SSH key, such as {@code nistp256} (RFC 5656). */
    String sshName() {
        return sshName;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Length of one coordinate and of {@code r} and {@code s}, in bytes. */
    int size() {
        return size;
    }

    ECParameterSpec spec() {
        return curve().toECParameterSpec();
    }

    /** Whether the point lies on this curve; its cofactor is 1, so that is all there is to check. */
    boolean holds(ECPoint point) {
        BigInteger prime = ((ECFieldFp) spec().getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        return isBetween(x, BigInteger.ZERO, prime)
                && isBetween(y, BigInteger.ZERO, prime)
                && ECChecks.isPointOnCurve(x, y, spec());
    }

    /** Whether the number may be half of a signature: from 1 to below the order of the curve. */
    boolean isScalar(BigInteger number) {
        return isBetween(number, BigInteger.ONE, spec().getOrder());
    }

    private Curve curve() {
        return Curve.parse(jwkName);
    }

    private static boolean isBetween(BigInteger number, BigInteger least, BigInteger limit) {
        return number.compareTo(least) >= 0 && number.compareTo(limit) < 0;
    }
}
