package net.authproxy.core.encryption;

/** A stored value does not open: damaged, moved, or sealed by another key. Never holds any of its bytes. */
public final class UndecryptableException extends RuntimeException {

    UndecryptableException(String reason) {
        super("stored value cannot be decrypted: " + reason);
    }
}
