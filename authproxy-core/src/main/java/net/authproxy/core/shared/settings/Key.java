package net.authproxy.core.shared.settings;

import org.jspecify.annotations.Nullable;

/** A key for signatures or TLS: a pair of which a half may be absent, or a shared secret (contract 11.4). */
@Union
public sealed interface Key {

    /** A key pair; at least one half is there. */
    @Variant(presentBy = {"public_key", "private_key"})
    record Asymmetric(
            @Doc("Public half, for checking.") @Nullable KeyData publicKey,
            @Doc("Private half, for signing.") @Nullable KeyData privateKey)
            implements Key {

        public Asymmetric {
            if (publicKey == null && privateKey == null) {
                throw new IllegalArgumentException("needs public_key, private_key or both");
            }
        }
    }

    /** A secret both sides know. */
    @Variant(presentBy = "shared_key")
    record Shared(
            @Doc("Secret for HMAC, at least 32 bytes.") KeyData sharedKey) implements Key {}
}
