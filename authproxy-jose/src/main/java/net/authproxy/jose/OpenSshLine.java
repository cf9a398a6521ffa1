package net.authproxy.jose;

import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of an {@code authorized_keys} or {@code .pub} file, without options (sshd(8)). */
final class OpenSshLine {

    private static final Pattern LINE =
            Pattern.compile("([a-z0-9@.-]+)[ \\t]+([A-Za-z0-9+/]+=*)(?:[ \\t]+([^\\r\\n]*))?");

    private OpenSshLine() {}

    static VerificationKey read(String text, SignatureAlgorithm rsa) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new KeyRejectedException(
                    "this is no public key: an OpenSSH line, PEM (SPKI or PKCS#1) or a JWK is expected");
        }
        String type = line.group(1);
        refuseForeign(type);
        byte[] blob = blob(line.group(2));
        SshBlob.Reader reader = new SshBlob.Reader(blob);
        if (!reader.nextText().equals(Optional.of(type))) {
            throw malformed();
        }
        VerificationKey key = key(type, reader, rsa);
        if (!reader.atEnd()) {
            throw malformed();
        }
        return key;
    }

    static Optional<String> comment(String text) {
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? Optional.ofNullable(line.group(3)).map(String::strip).filter(comment -> !comment.isEmpty())
                : Optional.empty();
    }

    private static void refuseForeign(String type) {
        if (type.contains("-cert-v0")) {
            throw new KeyRejectedException("SSH certificates are not supported; use the plain public key");
        }
        if (type.startsWith("sk-")) {
            throw new KeyRejectedException("keys of hardware tokens (sk-*) cannot sign tokens");
        }
        if (type.equals("ssh-dss")) {
            throw new KeyRejectedException("DSA keys are not supported");
        }
    }

    private static VerificationKey key(String type, SshBlob.Reader reader, SignatureAlgorithm rsa) {
        if (type.equals(SshBlob.RSA)) {
            BigInteger exponent = reader.nextNumber().orElseThrow(OpenSshLine::malformed);
            BigInteger modulus = reader.nextNumber().orElseThrow(OpenSshLine::malformed);
            return VerificationKey.rsa(modulus, exponent, rsa);
        }
        if (type.equals(SshBlob.ED25519)) {
            return VerificationKey.ed25519(reader.next().orElseThrow(OpenSshLine::malformed));
        }
        if (type.startsWith(SshBlob.ECDSA_PREFIX)) {
            return ec(type.substring(SshBlob.ECDSA_PREFIX.length()), reader);
        }
        throw new KeyRejectedException("this kind of SSH key is not supported");
    }

    private static VerificationKey ec(String curveName, SshBlob.Reader reader) {
        NistCurve curve = NistCurve.ofSshName(curveName)
                .orElseThrow(() -> new KeyRejectedException("only the curves P-256, P-384 and P-521 are supported"));
        if (!reader.nextText().equals(Optional.of(curveName))) {
            throw malformed();
        }
        byte[] point = reader.next().orElseThrow(OpenSshLine::malformed);
        if (point.length != 1 + 2 * curve.size() || point[0] != 4) {
            throw malformed();
        }
        return VerificationKey.ec(
                curve,
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + curve.size())),
                        new BigInteger(1, Arrays.copyOfRange(point, 1 + curve.size(), point.length))));
    }

    private static byte[] blob(String base64) {
        try {
            byte[] blob = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(blob).equals(base64)) {
                return blob;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static KeyRejectedException malformed() {
        return new KeyRejectedException("the OpenSSH public key is malformed");
    }
}
