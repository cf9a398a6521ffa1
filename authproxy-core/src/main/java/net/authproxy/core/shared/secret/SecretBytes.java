package net.authproxy.core.shared.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes that must not be printed, serialised or compared in variable time (security D10). Copies in and out; the only
 * way to the content is {@link #expose}, so that a search for that name lists every place that touches a secret.
 */
public final class SecretBytes {

    private final byte[] value;

    private SecretBytes(byte[] value) {
        this.value = value;
    }

    public static SecretBytes copyOf(byte[] value) {
        return new SecretBytes(value.clone());
    }

    /** Lends the content to the function, which must not keep it; the lent copy is wiped afterwards. */
    public <T> T expose(Function<byte[], T> use) {
        byte[] lent = value.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    public int length() {
        return value.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return SecretBytes.class.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
