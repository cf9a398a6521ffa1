package net.authproxy.jose;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The binary form of an SSH public key (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4): length-prefixed strings. */
final class SshBlob {

    static final String RSA = "ssh-rsa";
    static final String ED25519 = "ssh-ed25519";
    static final String ECDSA_PREFIX = "ecdsa-sha2-";

    private SshBlob() {}

    static byte[] rsa(BigInteger modulus, BigInteger exponent) {
        return join(ascii(RSA), exponent.toByteArray(), modulus.toByteArray());
    }

    static byte[] ec(NistCurve curve, ECPoint point) {
        ByteBuffer encoded = ByteBuffer.allocate(1 + 2 * curve.size())
                .put((byte) 4)
                .put(unsigned(point.getAffineX(), curve.size()))
                .put(unsigned(point.getAffineY(), curve.size()));
        return join(ascii(ECDSA_PREFIX + curve.sshName()), ascii(curve.sshName()), encoded.array());
    }

    static byte[] ed25519(byte[] publicKey) {
        return join(ascii(ED25519), publicKey);
    }

    /** The line of an {@code authorized_keys} file, without a comment. */
    static String line(byte[] blob) {
        byte[] type = new Reader(blob).next().orElseThrow();
        return new String(type, StandardCharsets.US_ASCII)
                + " "
                + Base64.getEncoder().encodeToString(blob);
    }

    static byte[] unsigned(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[size];
        int length = Math.min(bytes.length, size);
        System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
        return fixed;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(string.length).array());
            out.writeBytes(string);
        }
        return out.toByteArray();
    }

    /** Takes the strings of a blob in turn. */
    static final class Reader {

        private final ByteBuffer rest;

        Reader(byte[] blob) {
            this.rest = ByteBuffer.wrap(blob);
        }

        /** Empty when the blob ends before the string does. */
        Optional<byte[]> next() {
            if (rest.remaining() < 4) {
                return Optional.empty();
            }
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return Optional.empty();
            }
            byte[] string = new byte[length];
            rest.get(string);
            return Optional.of(string);
        }

        Optional<String> nextText() {
            return next().map(string -> new String(string, StandardCharsets.ISO_8859_1));
        }

        /** A positive number in its shortest form (RFC 4251, section 5). */
        Optional<BigInteger> nextNumber() {
            return next().filter(string -> string.length > 0)
                    .filter(string -> Arrays.equals(new BigInteger(string).toByteArray(), string))
                    .map(BigInteger::new)
                    .filter(number -> number.signum() > 0);
        }

        boolean atEnd() {
            return !rest.hasRemaining();
        }
    }
}
