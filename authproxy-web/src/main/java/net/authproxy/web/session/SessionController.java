package net.authproxy.web.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.SessionJournal;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.session.SessionService;
import net.authproxy.core.session.SignIn;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.authentication.CurrentSession;
import net.authproxy.web.authentication.ServletRequestFacts;
import net.authproxy.web.authentication.SessionHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign in, sign out, and one's own sessions (contract 5.5). The gateway answers {@code /session} by these, too. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {

    private final CallerAuthenticator callers;
    private final SessionService sessions;
    private final SessionPolicy policy;
    private final SignInSteps signIn;

    SessionController(CallerAuthenticator callers, SessionService sessions, SessionPolicy policy, SignInSteps signIn) {
        this.callers = callers;
        this.sessions = sessions;
        this.policy = policy;
        this.signIn = signIn;
    }

    @Operation(
            operationId = "initiateSession",
            summary = "Trade the host application's token for a session, or ask whether there is one",
            parameters = {
                @Parameter(
                        name = "auth_token",
                        in = io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY,
                        description = "the token, instead of the Authorization header")
            })
    @ApiResponse(responseCode = "200", description = "signed in; with the session cookie and X-XSRF-TOKEN")
    @ApiResponse(responseCode = "400", description = "malformed_json, validation_failed")
    @ApiResponse(
            responseCode = "401",
            description = "no or refused token; redirect_url is where the host application signs users in")
    @ApiResponse(responseCode = "403", description = "xsrf_missing: a browser sends it from a foreign site")
    @PostMapping("/_initiate")
    InitiateSessionResponse initiate(
            @RequestBody(required = false) @Nullable InitiateSessionRequest body,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) {
        SignIn done = signIn.run(request, body == null ? null : body.target());
        SessionHeaders.hand(response, policy, done);
        return new InitiateSessionResponse(done.actorId());
    }

    @Operation(
            operationId = "terminateSession",
            summary = "Sign out: end this browser's session, if there is one, and clear its cookie")
    @ApiResponse(responseCode = "200", description = "there is no session any more")
    @ApiResponse(responseCode = "403", description = "xsrf_missing, xsrf_invalid: a session needs its token")
    @PostMapping("/_terminate")
    Map<String, Object> terminate(
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) {
        Optional<ActiveSession> session = CurrentSession.of(request)
                .or(() -> callers.findSession(ServletRequestFacts.of(request, policy.service())));
        session.ifPresent(own -> sessions.end(own.principal(), own, SessionJournal.Reason.SIGNED_OUT));
        SessionHeaders.clear(response, policy);
        return Map.of();
    }

    @Operation(operationId = "listOwnSessions", summary = "List the caller's own sessions, on all services")
    @ApiResponse(responseCode = "200", description = "all of them, the oldest first")
    @GetMapping("/_list")
    SessionListResponse list(
            @Parameter(hidden = true) ActorPrincipal caller, @Parameter(hidden = true) HttpServletRequest request) {
        return SessionListResponse.of(sessions.listOwn(caller), CurrentSession.of(request));
    }

    @Operation(operationId = "endOwnSession", summary = "End one of the caller's own sessions")
    @ApiResponse(responseCode = "204", description = "ended, in every process")
    @ApiResponse(responseCode = "400", description = "invalid_id")
    @ApiResponse(responseCode = "404", description = "no such session of the caller")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @Parameter(hidden = true) ActorPrincipal caller,
            @PathVariable String id,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) {
        sessions.endOwn(caller, ResourceId.parse(id, IdType.SESSION));
        if (CurrentSession.of(request).filter(own -> own.id().equals(id)).isPresent()) {
            SessionHeaders.clear(response, policy);
        }
    }
}
