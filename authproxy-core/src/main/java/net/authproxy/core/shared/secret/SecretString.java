package net.authproxy.core.shared.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Text that must not be printed, serialised or compared in variable time (security D10). */
public final class SecretString {

    private final String value;

    private SecretString(String value) {
        this.value = value;
    }

    public static SecretString of(String value) {
        return new SecretString(value);
    }

    /** The text itself; call it only where the secret is written to its destination. */
    public String expose() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretString that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return SecretString.class.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
