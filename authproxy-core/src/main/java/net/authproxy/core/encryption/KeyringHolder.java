package net.authproxy.core.encryption;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keyring in force. An unknown version id triggers one reload before it fails (contract 11.2). */
final class KeyringHolder {

    private static final long RELOAD_PAUSE_NANOS = 1_000_000_000L;

    private final Supplier<Keyring> loader;
    private volatile @Nullable Keyring keyring;
    private long reloadedAt;

    KeyringHolder(Supplier<Keyring> loader) {
        this.loader = loader;
    }

    Keyring get() {
        Keyring present = keyring;
        if (present == null) {
            throw new IllegalStateException("keys are not synchronised yet");
        }
        return present;
    }

    boolean isLoaded() {
        return keyring != null;
    }

    void reload() {
        keyring = loader.get();
    }

    /** Reloads unless that was done a moment ago: an id that a caller made up must not cost a round trip each time. */
    private synchronized void reloadForUnknown() {
        long now = System.nanoTime();
        if (reloadedAt == 0 || now - reloadedAt > RELOAD_PAUSE_NANOS) {
            reload();
            reloadedAt = now;
        }
    }

    KeyVersion version(String id) {
        return get().version(id).orElseGet(() -> {
            reloadForUnknown();
            return get().version(id).orElseThrow(() -> new UndecryptableException("unknown key version"));
        });
    }
}
