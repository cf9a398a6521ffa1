package net.authproxy.core.encryption;

import java.nio.charset.StandardCharsets;
import net.authproxy.core.shared.secret.SecretBytes;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF-SHA256 (RFC 5869) without salt: one key per purpose from one key version (security D3). */
final class KeyDerivation {

    static final int KEY_BYTES = 32;

    private KeyDerivation() {}

    static byte[] derive(SecretBytes material, String info) {
        return material.expose(bytes -> hkdf(bytes, new byte[0], info.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    }

    static byte[] hkdf(byte[] material, byte[] salt, byte[] info, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(material, salt, info));
        byte[] out = new byte[length];
        hkdf.generateBytes(out, 0, length);
        return out;
    }
}
