package net.authproxy.core.session;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.authentication.TokenAuthenticator;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a request comes from: the bearer token, else the session cookie of this very service (contract 5.1). A token wins;
 * a session of another actor that came with it is ended.
 */
@SystemOperation
public class CallerAuthenticator {

    private static final Logger log = LoggerFactory.getLogger(CallerAuthenticator.class);
    private static final String COOKIE = "Cookie";
    private static final String XSRF = "X-XSRF-TOKEN";

    private final TokenAuthenticator tokens;
    private final SessionAuthenticator sessions;
    private final SessionPolicies policies;
    private final SessionEnd end;
    private final SeenWriter background;
    private final Clock clock;

    CallerAuthenticator(
            TokenAuthenticator tokens,
            SessionAuthenticator sessions,
            SessionPolicies policies,
            SessionEnd end,
            SeenWriter background,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.policies = policies;
        this.end = end;
        this.background = background;
        this.clock = clock;
    }

    /**
     * Tells it from memory; never blocks, touches neither database nor Redis.
     *
     * @return null when something must be looked up first: then call {@link #identify}
     * @throws AuthProxyException without credentials, or with two
     */
    public @Nullable Identified tryIdentify(SessionRequest request) {
        List<String> authorization = request.authorization();
        if (!authorization.isEmpty()) {
            ActorPrincipal caller = tokens.tryAuthenticate(authorization, request.service());
            if (caller != null) {
                displaceLater(request, caller);
            }
            return caller == null ? null : new Identified(caller, null, false);
        }
        SessionPolicy policy = policy(request);
        String cookie = policy == null ? null : cookie(request, policy);
        if (policy == null || cookie == null) {
            throw unauthenticated();
        }
        ActiveSession session = sessions.tryFind(policy, cookie);
        return session == null ? null : new Identified(session.principal(), session, false);
    }

    /**
     * Tells it, looking up what is needed; commits the use of a nonce.
     *
     * @throws AuthProxyException {@code unauthenticated} without credentials or with a dead session, a code of contract
     *     5.4 for a token
     */
    public Identified identify(SessionRequest request) {
        List<String> authorization = request.authorization();
        if (!authorization.isEmpty()) {
            ActorPrincipal caller = tokens.authenticate(authorization, request.service());
            SessionPolicy policy = policy(request);
            String cookie = policy == null ? null : cookie(request, policy);
            boolean displaced = policy != null && cookie != null && displace(policy, cookie, caller);
            return new Identified(caller, null, displaced);
        }
        ActiveSession session = findSession(request).orElseThrow(CallerAuthenticator::unauthenticated);
        return new Identified(session.principal(), session, false);
    }

    /** The live session whose cookie the request carries, whatever else it carries; empty without one. */
    public Optional<ActiveSession> findSession(SessionRequest request) {
        SessionPolicy policy = policy(request);
        String cookie = policy == null ? null : cookie(request, policy);
        return policy == null || cookie == null ? Optional.empty() : sessions.find(policy, cookie);
    }

    /** Whether the request carries a cookie of our name, whatever it is worth. */
    public boolean hasCookie(SessionRequest request) {
        return policies.of(request.service())
                .filter(policy -> !SessionCookie.values(
                                request.headers(COOKIE), policy.cookie().name())
                        .isEmpty())
                .isPresent();
    }

    private void displaceLater(SessionRequest request, ActorPrincipal caller) {
        SessionPolicy policy = policy(request);
        String cookie = policy == null ? null : cookie(request, policy);
        if (policy != null && cookie != null) {
            background.later(() -> displace(policy, cookie, caller));
        }
    }

    private boolean displace(SessionPolicy policy, String cookie, ActorPrincipal caller) {
        try {
            Optional<ActiveSession> other = sessions.find(policy, cookie)
                    .filter(session -> !session.principal().actorId().equals(caller.actorId()));
            other.ifPresent(session -> end.end(session.stored(), SessionJournal.Reason.OTHER_ACTOR, caller.actorId()));
            return other.isPresent();
        } catch (AuthProxyException e) {
            // Whoever shows a good token is served, whether Redis is there or not.
            log.debug(
                    "reason={} the session beside a token was not looked at",
                    e.code().code(),
                    e);
            return false;
        }
    }

    /**
     * Requires the session's XSRF token where one is needed (contract 5.5): for every method that changes something, for
     * every proxied call, and for what the browser itself calls cross-site and no page of ours has sent.
     *
     * @param always whether the method makes no difference
     * @throws AuthProxyException {@code xsrf_missing} or {@code xsrf_invalid}
     */
    public void requireXsrf(SessionRequest request, ActiveSession session, boolean always) {
        SessionPolicy policy = policy(request);
        boolean needed = always || !isSafe(request.method()) || isForeign(request);
        if (policy == null || !policy.xsrf() || !needed) {
            return;
        }
        List<String> given = request.headers(XSRF);
        if (given.isEmpty()) {
            throw new AuthProxyException(ErrorCode.XSRF_MISSING, "missing XSRF token");
        }
        if (given.size() > 1 || !session.tokens().accepts(given.getFirst(), clock.millis())) {
            throw new AuthProxyException(ErrorCode.XSRF_INVALID, "invalid XSRF token");
        }
    }

    /** The token the answer to this session's request carries. */
    public String xsrfToken(ActiveSession session) {
        return session.tokens().current(clock.millis());
    }

    /** Whether a browser says that the request comes from another site, and not from a page of ours there. */
    public boolean isForeign(SessionRequest request) {
        boolean crossSite = request.headers("Sec-Fetch-Site").contains("cross-site");
        SessionPolicy policy = crossSite ? policy(request) : null;
        if (policy == null) {
            return crossSite;
        }
        List<String> origin = request.headers("Origin");
        return origin.size() != 1 || !policy.trustedOrigins().contains(origin.getFirst());
    }

    private static boolean isSafe(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private @Nullable SessionPolicy policy(SessionRequest request) {
        return policies.of(request.service()).orElse(null);
    }

    /** The one cookie; two of the same name tell nothing, since a neighbouring host can plant one. */
    private static @Nullable String cookie(SessionRequest request, SessionPolicy policy) {
        List<String> values =
                SessionCookie.values(request.headers(COOKIE), policy.cookie().name());
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static AuthProxyException unauthenticated() {
        return new AuthProxyException(ErrorCode.UNAUTHENTICATED, "authentication is required");
    }
}
