package net.authproxy.core.session;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.cache.FreshCache;
import org.jspecify.annotations.Nullable;

/**
 * From a cookie to the session behind it. A session that was found alive is remembered like a verified token, until it
 * ends or something about its actor changes; its use is written down behind the caller's back.
 */
class SessionAuthenticator {

    private static final long SIZE = 10_000;
    private static final Duration AGE = Duration.ofHours(1);

    private final SessionStore store;
    private final SessionEnd end;
    private final ActorService actors;
    private final SeenWriter seen;
    private final Clock clock;
    private final FreshCache<CookieDigest, ActiveSession> active;

    SessionAuthenticator(
            SessionStore store,
            SessionEnd end,
            ActorService actors,
            SeenWriter seen,
            Changes changes,
            Clock clock,
            Ticker ticker) {
        this.store = store;
        this.end = end;
        this.actors = actors;
        this.seen = seen;
        this.clock = clock;
        this.active = new FreshCache<>(SIZE, AGE, changes, ticker);
        changes.listen(
                ChangeTopic.ACTOR,
                actorId -> active.dropIf(
                        (digest, session) -> session.principal().actorId().equals(actorId)));
        changes.listen(
                ChangeTopic.SESSION,
                hash -> active.dropIf((digest, session) -> session.hash().equals(hash)));
        changes.listen(ChangeTopic.KEYS, id -> active.clear());
    }

    /** The cookie's session from memory; null when it is not known to be alive. Never blocks. */
    @Nullable
    ActiveSession tryFind(SessionPolicy policy, String cookie) {
        ActiveSession known = active.get(CookieDigest.of(cookie, policy.service()));
        return known != null && known.livesAt(clock.millis(), policy.idle()) ? used(known, policy) : null;
    }

    /** The cookie's session; empty when there is none any more. May read Redis and the database. */
    Optional<ActiveSession> find(SessionPolicy policy, String cookie) {
        ActiveSession known = tryFind(policy, cookie);
        if (known != null) {
            return Optional.of(known);
        }
        ActiveSession loaded = active.load(CookieDigest.of(cookie, policy.service()), digest -> load(policy, cookie));
        return loaded == null ? Optional.empty() : Optional.of(used(loaded, policy));
    }

    private @Nullable ActiveSession load(SessionPolicy policy, String cookie) {
        Optional<SessionCookie.Content> content = store.cookies().open(policy.service(), cookie);
        if (content.isEmpty()) {
            return null;
        }
        Optional<SessionRecord> stored = store.find(
                        SessionRecord.hashOf(content.get().id()))
                .filter(content.get()::names)
                .filter(session -> clock.millis() < session.endsAt(policy.idle()));
        if (stored.isEmpty()) {
            return null;
        }
        Optional<Actor> actor = actors.findLive(stored.get().actorId());
        if (actor.isEmpty()) {
            end.end(stored.get(), SessionJournal.Reason.ACTOR_DELETED, null);
            return null;
        }
        return new ActiveSession(
                stored.get(), principal(actor.get(), stored.get().narrowing()));
    }

    /** The actor as it is now: what it lost since the sign-in is lost to its sessions too. */
    private static ActorPrincipal principal(Actor actor, @Nullable List<Permission> narrowing) {
        return new ActorPrincipal(
                actor.id(),
                actor.externalId(),
                actor.namespace(),
                actor.permissionSet(),
                narrowing == null ? null : actor.fill(narrowing),
                null);
    }

    private ActiveSession used(ActiveSession session, SessionPolicy policy) {
        if (session.takeNote(clock.millis(), policy.seenInterval())) {
            seen.write(session.stored(), policy);
        }
        return session;
    }
}
