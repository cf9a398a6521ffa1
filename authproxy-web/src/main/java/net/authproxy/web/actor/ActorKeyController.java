package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.actor.ActorKeyService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.ListResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the keys of actors, on admin-api only (contract 4.2). */
@RestController
@RequestMapping("/api/v1/actors/{id}/keys")
class ActorKeyController {

    private final ActorKeyService keys;
    private final SharedKeyReader secrets;

    ActorKeyController(ActorKeyService keys, SharedKeyReader secrets) {
        this.keys = keys;
        this.secrets = secrets;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "registerActorKey",
            summary = "Registers a public key or a shared secret",
            description = "400 validation_failed (the key is not accepted, or the actor has 32 live keys),"
                    + " local_source_not_allowed; 403 grant_exceeds_own when the actor may do more than the caller;"
                    + " 409 already_exists. Nothing of a refused key is kept or shown.")
    ActorKeyResponse create(
            @Parameter(hidden = true) ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody ActorKeyRequest body) {
        ResourceId actorId = ResourceId.parse(id, IdType.ACTOR);
        return ActorKeyResponse.of(keys.create(caller, actorId, KeyInput.read(body, secrets)));
    }

    @GetMapping
    @Operation(
            operationId = "listActorKeys",
            summary = "Lists the actor's keys, revoked ones included",
            description = "400 invalid_limit, invalid_order_by, invalid_cursor")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "1 to 1000",
            schema = @Schema(type = "integer", defaultValue = "100", minimum = "1", maximum = "1000"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "from the page before; the other parameters are then taken from it",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "order_by",
            in = ParameterIn.QUERY,
            description = "created_at, last_used_at, expires_at or revoked_at, then optionally ASC or DESC",
            schema = @Schema(type = "string", defaultValue = "created_at"))
    @Parameter(
            name = "include_total",
            in = ParameterIn.QUERY,
            description = "whether to count",
            schema = @Schema(type = "boolean", defaultValue = "false"))
    ListResponse<ActorKeyResponse> list(
            @Parameter(hidden = true) ActorPrincipal caller, @PathVariable String id, HttpServletRequest request) {
        return ListResponse.of(
                keys.list(caller, ResourceId.parse(id, IdType.ACTOR), ListRequest.parse(request::getParameter)),
                ActorKeyResponse::of);
    }

    @GetMapping("/{keyId}")
    @Operation(operationId = "getActorKey", summary = "One key, live or revoked")
    ActorKeyResponse get(
            @Parameter(hidden = true) ActorPrincipal caller, @PathVariable String id, @PathVariable String keyId) {
        ResourceId actorId = ResourceId.parse(id, IdType.ACTOR);
        return ActorKeyResponse.of(keys.get(caller, actorId, ResourceId.parse(keyId, IdType.ACTOR_KEY)));
    }

    @PatchMapping("/{keyId}")
    @Operation(
            operationId = "updateActorKey",
            summary = "Changes comment, end or the right to assert actors",
            description = "400 validation_failed; 403 grant_exceeds_own; 409 invalid_transition for a revoked key")
    ActorKeyResponse update(
            @Parameter(hidden = true) ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String keyId,
            @RequestBody ActorKeyPatch body) {
        ResourceId actorId = ResourceId.parse(id, IdType.ACTOR);
        return ActorKeyResponse.of(
                keys.update(caller, actorId, ResourceId.parse(keyId, IdType.ACTOR_KEY), KeyInput.read(body, secrets)));
    }

    @DeleteMapping("/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeActorKey",
            summary = "Revokes the key in every process, within five seconds",
            description = "Revoking it again is fine.")
    void revoke(@Parameter(hidden = true) ActorPrincipal caller, @PathVariable String id, @PathVariable String keyId) {
        keys.revoke(caller, ResourceId.parse(id, IdType.ACTOR), ResourceId.parse(keyId, IdType.ACTOR_KEY));
    }
}
