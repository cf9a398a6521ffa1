package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.actor.ActorKeyService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
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
    @Repeatable
    @Operation(
            operationId = "registerActorKey",
            summary = "Registers a public key or a shared secret",
            description = "An actor has at most 32 live keys. Whoever registers a key must himself hold what its actor"
                    + " may do. Nothing of a refused key is kept or shown.")
    @Refuses({ErrorCode.LOCAL_SOURCE_NOT_ALLOWED, ErrorCode.GRANT_EXCEEDS_OWN, ErrorCode.ALREADY_EXISTS})
    ActorKeyResponse create(ActorPrincipal caller, @PathVariable String id, @RequestBody ActorKeyRequest body) {
        ResourceId actorId = ResourceId.parse(id, IdType.ACTOR);
        return ActorKeyResponse.of(keys.create(caller, actorId, KeyInput.read(body, secrets)));
    }

    @GetMapping
    @Operation(operationId = "listActorKeys", summary = "Lists the actor's keys, revoked ones included")
    @ListRoute(
            orders = {"created_at", "last_used_at", "expires_at", "revoked_at"},
            labels = false)
    ListResponse<ActorKeyResponse> list(ActorPrincipal caller, @PathVariable String id, HttpServletRequest request) {
        return ListResponse.of(
                keys.list(caller, ResourceId.parse(id, IdType.ACTOR), ListRequest.parse(request::getParameter)),
                ActorKeyResponse::of);
    }

    @GetMapping("/{keyId}")
    @Operation(operationId = "getActorKey", summary = "One key, live or revoked")
    ActorKeyResponse get(ActorPrincipal caller, @PathVariable String id, @PathVariable String keyId) {
        ResourceId actorId = ResourceId.parse(id, IdType.ACTOR);
        return ActorKeyResponse.of(keys.get(caller, actorId, ResourceId.parse(keyId, IdType.ACTOR_KEY)));
    }

    @PatchMapping("/{keyId}")
    @Operation(operationId = "updateActorKey", summary = "Changes comment, end or the right to assert actors")
    @Refuses({ErrorCode.GRANT_EXCEEDS_OWN, ErrorCode.INVALID_TRANSITION})
    ActorKeyResponse update(
            ActorPrincipal caller,
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
    void revoke(ActorPrincipal caller, @PathVariable String id, @PathVariable String keyId) {
        keys.revoke(caller, ResourceId.parse(id, IdType.ACTOR), ResourceId.parse(keyId, IdType.ACTOR_KEY));
    }
}
