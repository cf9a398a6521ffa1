package net.authproxy.core.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import net.authproxy.core.authorization.Permission;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session, encrypted. Times are milliseconds since the epoch.
 *
 * @param narrowing what the token allowed at most, for the session's whole life; absent when it did not narrow
 * @param xsrfKey base64url of the key of its XSRF tokens, made for this session alone
 * @param expiresAt the absolute end
 * @param ip of the browser at sign-in; absent when unknown
 */
record SessionRecord(
        String id,
        String actorId,
        String service,
        @Nullable List<Permission> narrowing,
        String xsrfKey,
        long createdAt,
        long lastSeenAt,
        long expiresAt,
        @Nullable String ip,
        @Nullable String userAgent) {

    /** The name under which it is kept: who reads the names in Redis learns no id. */
    String hash() {
        return hashOf(id);
    }

    static String hashOf(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    SessionRecord seenAt(long millis) {
        return new SessionRecord(id, actorId, service, narrowing, xsrfKey, createdAt, millis, expiresAt, ip, userAgent);
    }

    /** When it ends unless it is used before. */
    long endsAt(Duration idle) {
        return Math.min(expiresAt, lastSeenAt + idle.toMillis());
    }

    Session toSession() {
        return new Session(
                id,
                actorId,
                service,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(lastSeenAt),
                Instant.ofEpochMilli(expiresAt),
                ip,
                userAgent);
    }

    @Override
    public String toString() {
        return "session of " + actorId;
    }
}
