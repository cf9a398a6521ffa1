package net.authproxy.core.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.authorization.ActorPrincipal;

/** A session that was found alive, with its actor as it was then. Kept in memory until something about it changes. */
public final class ActiveSession {

    private final SessionRecord stored;
    private final String hash;
    private final ActorPrincipal principal;
    private final XsrfTokens tokens;
    private final AtomicLong lastSeen;

    ActiveSession(SessionRecord stored, ActorPrincipal principal) {
        this.stored = stored;
        this.hash = stored.hash();
        this.principal = principal;
        this.tokens = new XsrfTokens(stored);
        this.lastSeen = new AtomicLong(stored.lastSeenAt());
    }

    /** Who is signed in, within what the token of the sign-in allowed. */
    public ActorPrincipal principal() {
        return principal;
    }

    /** The session's {@code sess_} id. */
    public String id() {
        return stored.id();
    }

    String hash() {
        return hash;
    }

    SessionRecord stored() {
        return stored.seenAt(lastSeen.get());
    }

    XsrfTokens tokens() {
        return tokens;
    }

    boolean livesAt(long nowMillis, Duration idle) {
        return nowMillis < Math.min(stored.expiresAt(), lastSeen.get() + idle.toMillis());
    }

    /** Whether this use is to be written down; true for one caller only. */
    boolean takeNote(long nowMillis, Duration interval) {
        long before = lastSeen.get();
        return nowMillis - before >= interval.toMillis() && lastSeen.compareAndSet(before, nowMillis);
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
