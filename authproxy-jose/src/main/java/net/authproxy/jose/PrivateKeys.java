package net.authproxy.jose;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys as developers have them: OpenSSH, and PEM in the forms PKCS#1, SEC1 and PKCS#8, each plain or
 * encrypted (contract 14).
 */
public final class PrivateKeys {

    private static final int MAX_LENGTH = 64 * 1024;

    private PrivateKeys() {}

    /**
     * Reads one key and binds it to the algorithm its type implies, {@code RS256} for RSA.
     *
     * @param passphrase null when there is none; not kept
     * @throws PassphraseRequiredException when the key is encrypted and the passphrase is null
     * @throws KeyRejectedException when the text is no private key, the passphrase is wrong, or the key is one that
     *     contract 4.2 does not admit
     */
    public static SigningKey parse(String text, char @Nullable [] passphrase) {
        return parse(text, passphrase, SignatureAlgorithm.RS256);
    }

    /** As {@link #parse(String, char[])}, with the algorithm for the case that the key is RSA. */
    public static SigningKey parse(String text, char @Nullable [] passphrase, SignatureAlgorithm rsa) {
        if (text.length() > MAX_LENGTH || !text.contains("PRIVATE KEY-----")) {
            throw new KeyRejectedException("this is no private key: OpenSSH or PEM is expected");
        }
        AsymmetricKeyParameter key = text.contains("-----BEGIN OPENSSH PRIVATE KEY-----")
                ? openSsh(text, passphrase)
                : pem(text, passphrase);
        return switch (key) {
            case RSAPrivateCrtKeyParameters secret -> rsa(secret, rsa);
            case ECPrivateKeyParameters secret -> ec(secret);
            case Ed25519PrivateKeyParameters secret -> ed25519(secret);
            default -> throw new KeyRejectedException("this kind of private key is not supported");
        };
    }

    private static AsymmetricKeyParameter openSsh(String text, char @Nullable [] passphrase) {
        byte[] blob = openSshBlob(text);
        boolean encrypted = isEncrypted(blob);
        if (encrypted && passphrase == null) {
            throw new PassphraseRequiredException();
        }
        byte @Nullable [] phrase = encrypted && passphrase != null ? utf8(passphrase) : null;
        try {
            return OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(blob, phrase);
        } catch (RuntimeException e) {
            // The library answers damage, and a wrong passphrase, with whatever its parsers happen to throw.
            throw unreadable(phrase != null);
        }
    }

    private static byte[] openSshBlob(String text) {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            @Nullable PemObject block = reader.readPemObject();
            if (block == null) {
                throw malformed();
            }
            return block.getContent();
        } catch (IOException | IllegalStateException e) {
            throw malformed();
        }
    }

    // The blob starts with "openssh-key-v1\0" and the name of the cipher (OpenSSH, PROTOCOL.key).
    private static boolean isEncrypted(byte[] blob) {
        int magic = "openssh-key-v1".length() + 1;
        if (blob.length < magic) {
            throw malformed();
        }
        byte[] rest = new byte[blob.length - magic];
        System.arraycopy(blob, magic, rest, 0, rest.length);
        String cipher = new SshBlob.Reader(rest).nextText().orElseThrow(PrivateKeys::malformed);
        return !cipher.equals("none");
    }

    private static AsymmetricKeyParameter pem(String text, char @Nullable [] passphrase) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            @Nullable Object object = parser.readObject();
            // openssl writes the parameters of an EC key as a block before the key.
            if (object instanceof ASN1ObjectIdentifier) {
                object = parser.readObject();
            }
            return PrivateKeyFactory.createKey(info(object, passphrase));
        } catch (KeyRejectedException e) {
            throw e;
        } catch (IOException | PKCSException | RuntimeException e) {
            // As above: a wrong passphrase turns the content into noise, and noise into any exception.
            throw unreadable(text.contains("ENCRYPTED"));
        }
    }

    private static PrivateKeyInfo info(@Nullable Object object, char @Nullable [] passphrase)
            throws IOException, PKCSException {
        if (object == null) {
            throw malformed();
        }
        return switch (object) {
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PrivateKeyInfo info -> info;
            case PEMEncryptedKeyPair pair ->
                pair.decryptKeyPair(new BcPEMDecryptorProvider(required(passphrase)))
                        .getPrivateKeyInfo();
            case PKCS8EncryptedPrivateKeyInfo info -> decrypt(info, required(passphrase));
            default -> throw malformed();
        };
    }

    private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo info, char[] passphrase) throws PKCSException {
        try {
            // The JDK has no cipher under the name the library asks for; its own provider stays private to this call.
            return info.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(passphrase));
        } catch (OperatorCreationException e) {
            throw new KeyRejectedException("the encryption of the private key is not supported");
        }
    }

    private static char[] required(char @Nullable [] passphrase) {
        if (passphrase == null) {
            throw new PassphraseRequiredException();
        }
        return passphrase;
    }

    private static SigningKey rsa(RSAPrivateCrtKeyParameters key, SignatureAlgorithm algorithm) {
        VerificationKey publicKey = VerificationKey.rsa(key.getModulus(), key.getPublicExponent(), algorithm);
        RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getExponent(),
                key.getP(),
                key.getQ(),
                key.getDP(),
                key.getDQ(),
                key.getQInv());
        try {
            return SigningKey.rsa(publicKey, KeyFactory.getInstance("RSA").generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            throw new KeyRejectedException("the RSA private key is not valid");
        }
    }

    private static SigningKey ec(ECPrivateKeyParameters key) {
        NistCurve curve = curve(key);
        BigInteger scalar = key.getD();
        org.bouncycastle.math.ec.ECPoint point =
                key.getParameters().getG().multiply(scalar).normalize();
        ECPoint publicPoint = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        VerificationKey publicKey = VerificationKey.ec(curve, publicPoint);
        try {
            return SigningKey.ec(publicKey, (ECPrivateKey)
                    KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, curve.spec())));
        } catch (GeneralSecurityException e) {
            throw new KeyRejectedException("the EC private key is not valid");
        }
    }

    private static NistCurve curve(ECPrivateKeyParameters key) {
        if (key.getParameters() instanceof ECNamedDomainParameters named) {
            return NistCurve.ofOid(named.getName().getId())
                    .orElseThrow(
                            () -> new KeyRejectedException("only the curves P-256, P-384 and P-521 are supported"));
        }
        throw new KeyRejectedException("an EC key must name its curve");
    }

    /** The Ed25519 key with these 32 secret bytes (RFC 8032, 5.1.5). */
    public static SigningKey ed25519(byte[] secret) {
        return ed25519(new Ed25519PrivateKeyParameters(secret));
    }

    private static SigningKey ed25519(Ed25519PrivateKeyParameters key) {
        VerificationKey publicKey =
                VerificationKey.ed25519(key.generatePublicKey().getEncoded());
        return SigningKey.ed25519(publicKey, Ed25519Keys.privateKey(key.getEncoded()));
    }

    private static byte[] utf8(char[] passphrase) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static KeyRejectedException unreadable(boolean encrypted) {
        return encrypted
                ? new KeyRejectedException("the private key cannot be read; is the passphrase right?")
                : malformed();
    }

    private static KeyRejectedException malformed() {
        return new KeyRejectedException("the private key is malformed");
    }
}
