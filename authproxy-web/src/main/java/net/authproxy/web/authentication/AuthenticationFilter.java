package net.authproxy.web.authentication;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.Identified;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.web.RequestIds;
import net.authproxy.web.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Everything below {@code /api/} needs a token or a session, known route or not; nothing else does. Two routes begin and
 * end sessions: they see to that themselves.
 */
final class AuthenticationFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(AuthenticationFilter.class);
    private static final String INITIATE = "/api/v1/session/_initiate";
    private static final String TERMINATE = "/api/v1/session/_terminate";

    private final CallerAuthenticator callers;
    private final String service;
    private final Optional<SessionPolicy> sessions;
    private final ErrorWriter errors;

    /** @param sessions the rules of this service's sessions; empty when it has none */
    AuthenticationFilter(
            CallerAuthenticator callers, String service, Optional<SessionPolicy> sessions, ErrorWriter errors) {
        this.callers = callers;
        this.service = service;
        this.sessions = sessions;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request);
        boolean begins = sessions.isPresent() && path.equals(INITIATE);
        return begins || (!path.equals("/api") && !path.startsWith("/api/"));
    }

    // The decoded, normalised path: an encoded spelling of /api must not slip past.
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuthProxyException refusal = authenticate(request, response);
        if (refusal == null || isOptional(request, refusal)) {
            chain.doFilter(request, response);
        } else {
            errors.write(request, response, refusal);
        }
    }

    /** Whoever has no session any more may still sign out. */
    private boolean isOptional(HttpServletRequest request, AuthProxyException refusal) {
        return sessions.isPresent()
                && refusal.code() == ErrorCode.UNAUTHENTICATED
                && path(request).equals(TERMINATE);
    }

    /** Remembers the caller; the refusal if there is one. */
    private @Nullable AuthProxyException authenticate(HttpServletRequest request, HttpServletResponse response) {
        ServletRequestFacts facts = ServletRequestFacts.of(request, service);
        try {
            Identified caller = callers.identify(facts);
            if (caller.displaced()) {
                sessions.ifPresent(policy -> SessionHeaders.clear(response, policy));
            }
            ActiveSession session = caller.session();
            if (session != null) {
                response.setHeader(SessionHeaders.XSRF, callers.xsrfToken(session));
                callers.requireXsrf(facts, session, false);
                CurrentSession.set(request, session);
            }
            CurrentPrincipal.set(request, caller.principal());
            return null;
        } catch (AuthProxyException e) {
            if (e.code() == ErrorCode.UNAUTHENTICATED && callers.hasCookie(facts)) {
                sessions.ifPresent(policy -> SessionHeaders.clear(response, policy));
            }
            return e;
        } catch (DataAccessException | TransactionException e) {
            log.warn("reason=database_unavailable request={}", RequestIds.of(request), e);
            return new AuthProxyException(ErrorCode.UNAVAILABLE, "the database cannot be reached at the moment");
        }
    }
}
