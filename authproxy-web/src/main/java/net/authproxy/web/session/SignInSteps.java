package net.authproxy.web.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.Identified;
import net.authproxy.core.session.SessionJournal;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.session.SessionService;
import net.authproxy.core.session.SignIn;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.redirect.ReturnUrls;
import net.authproxy.web.authentication.ServletRequestFacts;
import org.jspecify.annotations.Nullable;

/** The hand-off from the host application to a session (contract 5.6): token in, cookie out, or the way to sign in. */
final class SignInSteps {

    private static final int UNAUTHORIZED = 401;

    private final CallerAuthenticator callers;
    private final SessionService sessions;
    private final SessionPolicy policy;
    private final ReturnUrls returnUrls;

    SignInSteps(CallerAuthenticator callers, SessionService sessions, SessionPolicy policy, ReturnUrls returnUrls) {
        this.callers = callers;
        this.sessions = sessions;
        this.policy = policy;
        this.returnUrls = returnUrls;
    }

    /**
     * Signs in by the token, else tells by the cookie that somebody is signed in.
     *
     * @param returnTo where the user wants to go; absent if nowhere
     * @throws AuthProxyException 401 with {@code redirect_url}: where the host application signs users in
     */
    SignIn run(HttpServletRequest request, @Nullable String returnTo) {
        ServletRequestFacts facts = facts(request);
        if (callers.isForeign(facts)) {
            // Else any page could sign the user in as somebody else by a token in the query.
            throw new AuthProxyException(ErrorCode.XSRF_MISSING, "missing XSRF token");
        }
        try {
            return signIn(request, facts);
        } catch (AuthProxyException e) {
            if (e.code().status() != UNAUTHORIZED) {
                throw e;
            }
            if (!facts.authorization().isEmpty()) {
                sessions.refused(policy, e, ClientAddress.of(request));
            }
            throw withWayBack(e, returnTo);
        }
    }

    private SignIn signIn(HttpServletRequest request, ServletRequestFacts facts) {
        Optional<ActiveSession> before = callers.findSession(facts);
        if (facts.authorization().isEmpty()) {
            ActiveSession session = before.orElseThrow(
                    () -> new AuthProxyException(ErrorCode.UNAUTHENTICATED, "authentication is required"));
            return sessions.renew(session.principal(), session);
        }
        Identified caller = callers.identify(facts);
        SignIn signIn =
                sessions.signIn(caller.principal(), policy, ClientAddress.of(request), request.getHeader("User-Agent"));
        if (!caller.displaced()) {
            before.ifPresent(old -> sessions.end(caller.principal(), old, SessionJournal.Reason.REPLACED));
        }
        return signIn;
    }

    /** The token may come in the query here, for pages that cannot set a header; two of them are none. */
    private ServletRequestFacts facts(HttpServletRequest request) {
        List<String> tokens = new ArrayList<>(Collections.list(request.getHeaders("Authorization")));
        String[] inQuery = request.getParameterValues("auth_token");
        if (inQuery != null) {
            for (String token : inQuery) {
                tokens.add("Bearer " + token);
            }
        }
        return new ServletRequestFacts(request, policy.service(), tokens);
    }

    private AuthProxyException withWayBack(AuthProxyException e, @Nullable String returnTo) {
        String signInUrl = policy.signInUrl();
        if (signInUrl == null) {
            return e;
        }
        String checked = returnUrls.check(returnTo).orElse(policy.homeUrl());
        String separator = signInUrl.indexOf('?') < 0 ? "?" : "&";
        return e.with(
                "redirect_url",
                signInUrl + separator + "return_to=" + URLEncoder.encode(checked, StandardCharsets.UTF_8));
    }
}
