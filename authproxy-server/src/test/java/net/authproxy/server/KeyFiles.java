package net.authproxy.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.SigningKey;

/** Fresh key pairs as users have them: the public half in a file, the private half to sign with. */
final class KeyFiles {

    private static final int ED25519_BYTES = 32;

    private KeyFiles() {}

    static KeyPair generate(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (size > 0) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ed25519() {
        return generate("Ed25519", 0);
    }

    static SigningKey signingKey(KeyPair pair) {
        return PrivateKeys.parse(pem("PRIVATE KEY", pair.getPrivate().getEncoded()), null);
    }

    /** Writes the public half as PEM. */
    static Path writePem(Path file, KeyPair pair) {
        return write(file, publicPem(pair));
    }

    static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /** Writes the public half of an Ed25519 key as {@code ssh-keygen} does. */
    static Path writeOpenSsh(Path file, KeyPair pair, String comment) {
        byte[] blob = openSshBlob(pair);
        return write(file, "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + " " + comment + "\n");
    }

    static byte[] openSshBlob(KeyPair pair) {
        byte[] spki = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(spki, spki.length - ED25519_BYTES, spki.length);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {"ssh-ed25519".getBytes(StandardCharsets.US_ASCII), raw}) {
            blob.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            blob.writeBytes(part);
        }
        return blob.toByteArray();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
