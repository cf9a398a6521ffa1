package net.authproxy.core.oauth2;

import java.time.Instant;

/** A token that is to be renewed in the background. */
record DueToken(String id, String connectionId, int version, Instant dueAt, Instant expiresAt) {}
