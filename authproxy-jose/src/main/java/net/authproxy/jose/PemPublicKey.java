package net.authproxy.jose;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/** A public key between PEM lines: {@code PUBLIC KEY} (RFC 5280 SPKI) or {@code RSA PUBLIC KEY} (PKCS#1). */
final class PemPublicKey {

    private PemPublicKey() {}

    static VerificationKey read(String text, SignatureAlgorithm rsa) {
        PemObject block = onlyBlock(text);
        return switch (block.getType()) {
            case "PUBLIC KEY" -> spki(block.getContent(), rsa);
            case "RSA PUBLIC KEY" -> pkcs1(block.getContent(), rsa);
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                throw new KeyRejectedException("certificates are not supported; use the plain public key");
            default -> throw new KeyRejectedException("this kind of PEM block is not a public key");
        };
    }

    private static PemObject onlyBlock(String text) {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            @Nullable PemObject block = reader.readPemObject();
            if (block != null && block.getHeaders().isEmpty() && isAlone(text)) {
                return block;
            }
        } catch (IOException | IllegalStateException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static boolean isAlone(String text) {
        return text.indexOf("-----BEGIN ", 1) < 0 && text.endsWith("-----");
    }

    private static VerificationKey spki(byte[] der, SignatureAlgorithm rsa) {
        SubjectPublicKeyInfo info = parse(der, SubjectPublicKeyInfo::getInstance);
        ASN1ObjectIdentifier kind = info.getAlgorithm().getAlgorithm();
        byte[] key = info.getPublicKeyData().getOctets();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return pkcs1(key, rsa);
        }
        if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return VerificationKey.ed25519(key);
        }
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return ec(info, key);
        }
        if (kind.equals(X9ObjectIdentifiers.id_dsa)) {
            throw new KeyRejectedException("DSA keys are not supported");
        }
        throw new KeyRejectedException("this kind of key is not supported");
    }

    private static VerificationKey pkcs1(byte[] der, SignatureAlgorithm rsa) {
        RSAPublicKey key = parse(der, RSAPublicKey::getInstance);
        return VerificationKey.rsa(key.getModulus(), key.getPublicExponent(), rsa);
    }

    // Explicit curve parameters are refused even when they spell a known curve (CVE-2020-0601).
    private static VerificationKey ec(SubjectPublicKeyInfo info, byte[] point) {
        if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier oid)) {
            throw new KeyRejectedException("an EC key must name its curve");
        }
        NistCurve curve = NistCurve.ofOid(oid.getId())
                .orElseThrow(() -> new KeyRejectedException("only the curves P-256, P-384 and P-521 are supported"));
        if (point.length != 1 + 2 * curve.size() || point[0] != 4) {
            throw malformed();
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + curve.size()));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + curve.size(), point.length));
        return VerificationKey.ec(curve, new ECPoint(x, y));
    }

    /** Reads exact DER: whatever does not come out byte for byte as it went in is refused. */
    private static <T extends ASN1Object> T parse(byte[] der, AsnType<T> type) {
        try {
            @Nullable ASN1Primitive primitive = ASN1Primitive.fromByteArray(der);
            if (primitive != null) {
                T value = type.from(primitive);
                if (Arrays.equals(value.getEncoded("DER"), der)) {
                    return value;
                }
            }
        } catch (IOException | RuntimeException e) {
            // The library answers damage with whatever its parsers happen to throw.
            throw malformed();
        }
        throw malformed();
    }

    private static KeyRejectedException malformed() {
        return new KeyRejectedException("the PEM public key is malformed");
    }

    /** The {@code getInstance} method of an ASN.1 type. */
    @FunctionalInterface
    private interface AsnType<T> {
        T from(Object primitive);
    }
}
