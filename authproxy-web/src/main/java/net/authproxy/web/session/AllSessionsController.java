package net.authproxy.web.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.SessionService;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.ListResponse;
import net.authproxy.web.authentication.CurrentSession;
import net.authproxy.web.openapi.ListRoute;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's sessions, for administrators (contract 5.5). */
@RestController
@RequestMapping("/api/v1/sessions")
class AllSessionsController {

    private final SessionService sessions;

    AllSessionsController(SessionService sessions) {
        this.sessions = sessions;
    }

    @Operation(
            operationId = "listSessions",
            summary = "Lists sessions; needs sessions:list at root",
            description = "Sessions belong to root: a namespace filter that does not match it finds none.")
    @ListRoute(orders = "created_at", labels = false, filters = "actor_id: whose they are")
    @GetMapping
    ListResponse<SessionResponse> list(
            @Parameter(hidden = true) ActorPrincipal caller, @Parameter(hidden = true) HttpServletRequest request) {
        Filters filters =
                Filters.of(request::getParameter).add("actor_id", value -> ResourceId.wellFormed(value, IdType.ACTOR));
        Optional<ActiveSession> current = CurrentSession.of(request);
        return ListResponse.of(
                sessions.list(caller, ListRequest.parse(request::getParameter), filters.values()),
                session -> SessionResponse.of(session, current));
    }

    @Operation(operationId = "endSession", summary = "End a session; needs sessions:delete at root")
    @ApiResponse(responseCode = "204", description = "ended, in every process")
    @ApiResponse(responseCode = "400", description = "invalid_id")
    @ApiResponse(responseCode = "403", description = "permission_denied")
    @ApiResponse(responseCode = "404", description = "no such session")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@Parameter(hidden = true) ActorPrincipal caller, @PathVariable String id) {
        sessions.end(caller, ResourceId.parse(id, IdType.SESSION));
    }
}
