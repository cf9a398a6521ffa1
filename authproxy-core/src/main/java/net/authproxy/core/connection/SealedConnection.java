package net.authproxy.core.connection;

import net.authproxy.core.encryption.EncryptedField;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its secrets still sealed: what caches may hold (architecture, rules of the data plane).
 *
 * @param credentials absent until they were given, and after disconnect
 * @param configuration absent when the set-up asked for none
 * @param staged what the running set-up of a ready connection has brought; absent otherwise
 * @param returnTo where the user goes when the running set-up is done; absent if nobody said
 */
public record SealedConnection(
        Connection connection,
        @Nullable EncryptedField credentials,
        @Nullable EncryptedField configuration,
        @Nullable EncryptedField staged,
        @Nullable String returnTo) {}
