package net.authproxy.core.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.ListPosition;
import net.authproxy.core.shared.storage.MemoryPager;
import org.jspecify.annotations.Nullable;

/** Begins, shows and ends login sessions (contract 5.5). */
public class SessionService {

    private static final int KEY_BYTES = 32;
    private static final int LONGEST_AGENT = 512;

    private final SessionStore store;
    private final SessionEnd end;
    private final SessionPolicies policies;
    private final ActorService actors;
    private final IdGenerator ids;
    private final SecureRandom random;
    private final Clock clock;

    SessionService(
            SessionStore store,
            SessionEnd end,
            SessionPolicies policies,
            ActorService actors,
            IdGenerator ids,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.end = end;
        this.policies = policies;
        this.actors = actors;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins a session for whoever a token has told, with the token's narrowing for its whole life. Always a new id.
     *
     * @param ip of the browser; absent when unknown
     */
    public SignIn signIn(ActorPrincipal caller, SessionPolicy policy, @Nullable String ip, @Nullable String userAgent) {
        long now = clock.millis();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        PermissionSet narrowing = caller.narrowing();
        SessionRecord session = new SessionRecord(
                ids.nextText(IdType.SESSION),
                caller.actorId(),
                policy.service(),
                narrowing == null ? null : narrowing.written(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(key),
                now,
                now,
                now + policy.lifetime().toMillis(),
                ip,
                userAgent == null || userAgent.length() <= LONGEST_AGENT
                        ? userAgent
                        : userAgent.substring(0, LONGEST_AGENT));
        store.add(session, Duration.ofMillis(session.endsAt(policy.idle()) - now), policies.longestLife());
        end.journal().created(session.toSession());
        return toSignIn(session, now);
    }

    /** The same session once more, for a browser that asks whether it is still signed in. */
    public SignIn renew(ActorPrincipal caller, ActiveSession session) {
        return toSignIn(session.stored(), clock.millis());
    }

    private SignIn toSignIn(SessionRecord session, long now) {
        return new SignIn(
                session.actorId(),
                store.cookies().seal(session),
                Duration.ofMillis(session.expiresAt() - now),
                new XsrfTokens(session).current(now));
    }

    /** Ends the session of this browser: the user signed out, or signs in anew. */
    public void end(ActorPrincipal caller, ActiveSession session, SessionJournal.Reason reason) {
        end.end(session.stored(), reason, caller.actorId());
    }

    /** The caller's own sessions on all services, the oldest first. */
    public List<Session> listOwn(ActorPrincipal caller) {
        return store.ofActor(caller.actorId()).stream()
                .filter(this::isRunning)
                .filter(this::hasActor)
                .map(SessionRecord::toSession)
                .sorted(Comparator.comparing(Session::createdAt).thenComparing(Session::id))
                .toList();
    }

    /** Ends one of the caller's own sessions; anybody else's is not found. */
    public void endOwn(ActorPrincipal caller, ResourceId id) {
        SessionRecord session = store.find(SessionRecord.hashOf(id.text()))
                .filter(found -> found.actorId().equals(caller.actorId()))
                .orElseThrow(Authorizer::notFound);
        end.end(session, SessionJournal.Reason.REVOKED, caller.actorId());
    }

    /**
     * Sessions of everybody, the oldest first unless asked otherwise; checked at {@code root} (contract 4.3). They lie in
     * Redis, without an index by time: each page reads all of them, or all of one actor.
     *
     * @param filters {@code actor_id}
     */
    public Page<Session> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        requireAtRoot(caller, Verb.LIST);
        MemoryPager<SessionRecord> pager = store.pages();
        ListPosition position = pager.position(request, filters);
        String actorId = position.filters().get("actor_id");
        List<SessionRecord> found = actorId == null ? store.all() : store.ofActor(actorId);
        List<SessionRecord> visible = found.stream()
                .filter(session -> may(caller, Verb.LIST, session.id()))
                .filter(this::isRunning)
                .toList();
        return pager.page(visible, this::hasActor, position).map(SessionRecord::toSession);
    }

    /** Ends any session; checked at {@code root}. */
    public void end(ActorPrincipal caller, ResourceId id) {
        requireAtRoot(caller, Verb.DELETE);
        Optional<SessionRecord> found = store.find(SessionRecord.hashOf(id.text()));
        if (!may(caller, Verb.DELETE, id.text())) {
            throw denied(Verb.DELETE);
        }
        end.end(found.orElseThrow(Authorizer::notFound), SessionJournal.Reason.REVOKED, caller.actorId());
    }

    /** Tells the journal of a sign-in that was refused; there is no caller. */
    @SystemOperation
    public void refused(SessionPolicy policy, AuthProxyException reason, @Nullable String ip) {
        end.journal().refused(policy.service(), reason.code().code(), ip);
    }

    /** What is idle too long still lies in Redis at times. */
    private boolean isRunning(SessionRecord session) {
        long now = clock.millis();
        return now < session.expiresAt()
                && policies.of(session.service())
                        .filter(policy -> now < session.endsAt(policy.idle()))
                        .isPresent();
    }

    /** What belonged to an actor that is gone is ended on the way. */
    private boolean hasActor(SessionRecord session) {
        boolean live = actors.findLive(session.actorId()).isPresent();
        if (!live) {
            end.end(session, SessionJournal.Reason.ACTOR_DELETED, null);
        }
        return live;
    }

    private static void requireAtRoot(ActorPrincipal caller, Verb verb) {
        Authorizer.requireAnywhere(caller, ResourceType.SESSIONS, verb);
        boolean atRoot = Authorizer.scope(caller, ResourceType.SESSIONS, verb).grants().stream()
                .anyMatch(grant -> grant.namespace().matches(NamespacePath.ROOT.value()));
        if (!atRoot) {
            throw denied(verb);
        }
    }

    private static boolean may(ActorPrincipal caller, Verb verb, String id) {
        return caller.may(ResourceType.SESSIONS, verb, NamespacePath.ROOT.value(), id);
    }

    private static AuthProxyException denied(Verb verb) {
        return new AuthProxyException(ErrorCode.PERMISSION_DENIED, "missing permission sessions:" + verb.text());
    }
}
