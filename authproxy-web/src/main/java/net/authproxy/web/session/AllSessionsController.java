package net.authproxy.web.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.session.SessionService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.authentication.CurrentSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    @Operation(operationId = "listSessions", summary = "List sessions; needs sessions:list at root")
    @ApiResponse(responseCode = "200", description = "all of them, the oldest first")
    @ApiResponse(responseCode = "400", description = "invalid_filter")
    @ApiResponse(responseCode = "403", description = "permission_denied")
    @GetMapping
    SessionListResponse list(
            @Parameter(hidden = true) ActorPrincipal caller,
            @Parameter(description = "only this actor's") @RequestParam(name = "actor_id", required = false) @Nullable
                    String actorId,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (actorId != null && !ResourceId.wellFormed(actorId, IdType.ACTOR)) {
            throw new AuthProxyException(
                    ErrorCode.INVALID_FILTER,
                    "actor_id: not a valid value",
                    List.of(new FieldError("actor_id", "not a valid value")));
        }
        return SessionListResponse.of(sessions.list(caller, actorId), CurrentSession.of(request));
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
