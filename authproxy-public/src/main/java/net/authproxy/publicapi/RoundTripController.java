package net.authproxy.publicapi;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.setup.AuthorizationFlow;
import net.authproxy.core.setup.CallbackRequest;
import net.authproxy.core.setup.FlowAnswer;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.web.authentication.ServletRequestFacts;
import net.authproxy.web.errorpage.ErrorKind;
import net.authproxy.web.errorpage.ErrorPages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where browsers leave for other pages and come back from them (contract 8.1, 8.2). Answers are redirects and pages. */
@RestController
class RoundTripController {

    private static final String TOKEN = "auth_token";
    private static final int UNAUTHORIZED = 401;

    private final AuthorizationFlow flow;
    private final CallerAuthenticator callers;
    private final SessionPolicy policy;
    private final ErrorPages pages;
    private final String publicBase;
    private final Duration roundTrip;

    RoundTripController(
            AuthorizationFlow flow,
            CallerAuthenticator callers,
            SessionPolicy policy,
            ErrorPages pages,
            String publicBase,
            Duration roundTrip) {
        this.flow = flow;
        this.callers = callers;
        this.policy = policy;
        this.pages = pages;
        this.publicBase = publicBase;
        this.roundTrip = roundTrip;
    }

    @GetMapping("/oauth2/redirect")
    ResponseEntity<byte[]> leave(HttpServletRequest request) {
        String[] states = request.getParameterValues("state_id");
        if (states == null || states.length != 1) {
            return pages.failure(ErrorKind.UNAUTHORIZED);
        }
        ActorPrincipal caller;
        try {
            caller = callers.identify(facts(request)).principal();
        } catch (AuthProxyException e) {
            if (e.code().status() != UNAUTHORIZED) {
                throw e;
            }
            return request.getParameterValues(TOKEN) == null
                    ? signIn(states[0])
                    : pages.failure(ErrorKind.UNAUTHORIZED);
        }
        return answer(flow.leave(caller, states[0]));
    }

    /** Nobody is signed in here: the host application can change that. */
    private ResponseEntity<byte[]> signIn(String stateId) {
        String signInUrl = policy.signInUrl();
        if (signInUrl == null) {
            return pages.failure(ErrorKind.UNAUTHORIZED);
        }
        String back = publicBase + "/oauth2/redirect?state_id=" + encoded(stateId);
        String separator = signInUrl.indexOf('?') < 0 ? "?" : "&";
        return go(signInUrl + separator + "return_to=" + encoded(back)).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @GetMapping("/oauth2/callback")
    ResponseEntity<byte[]> callback(HttpServletRequest request) {
        return answer(flow.callback(facts(request, session(request))));
    }

    @GetMapping("/setup/return")
    ResponseEntity<byte[]> stepReturn(HttpServletRequest request) {
        return answer(flow.stepReturn(facts(request, session(request))));
    }

    private ResponseEntity<byte[]> answer(FlowAnswer answer) {
        return switch (answer) {
            case FlowAnswer.Go go ->
                go(go.url()).header("Set-Cookie", cookie(go.cookie())).build();
            case FlowAnswer.Unknown unknown -> pages.failure(ErrorKind.UNAUTHORIZED);
            case FlowAnswer.Foreign foreign -> pages.failure(ErrorKind.UNAUTHORIZED, HttpStatus.FORBIDDEN);
        };
    }

    private static ResponseEntity.HeadersBuilder<?> go(String url) {
        // As it stands: a URI object would not take every spelling that is allowed.
        return ResponseEntity.status(HttpStatus.FOUND).header("Location", url);
    }

    private String cookie(FlowAnswer.FlowCookie cookie) {
        return ResponseCookie.from(cookie.name(), cookie.value())
                .httpOnly(true)
                .secure(publicBase.startsWith("https:"))
                .sameSite("Lax")
                .path(cookie.path())
                .maxAge(cookie.value().isEmpty() ? Duration.ZERO : roundTrip)
                .build()
                .toString();
    }

    private @Nullable ActorPrincipal session(HttpServletRequest request) {
        return callers.findSession(ServletRequestFacts.of(request, policy.service()))
                .map(ActiveSession::principal)
                .orElse(null);
    }

    private static CallbackRequest facts(HttpServletRequest request, @Nullable ActorPrincipal session) {
        Map<String, List<String>> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        Map<String, List<String>> cookies = new HashMap<>();
        Cookie[] sent = request.getCookies();
        for (Cookie cookie : sent == null ? new Cookie[0] : sent) {
            cookies.computeIfAbsent(cookie.getName(), name -> new ArrayList<>()).add(cookie.getValue());
        }
        return new CallbackRequest(parameters, cookies, session);
    }

    /** The token comes in the query here, since a browser is sent by a link. */
    private ServletRequestFacts facts(HttpServletRequest request) {
        List<String> tokens = new ArrayList<>(Collections.list(request.getHeaders("Authorization")));
        String[] inQuery = request.getParameterValues(TOKEN);
        if (inQuery != null) {
            for (String token : inQuery) {
                tokens.add("Bearer " + token);
            }
        }
        return new ServletRequestFacts(request, policy.service(), tokens);
    }
}
