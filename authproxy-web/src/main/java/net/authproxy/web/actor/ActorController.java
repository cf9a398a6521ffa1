package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorChange;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionReader;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.ServiceName;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of actors; permissions are seen and written on admin-api only (contract 4.1, appendix A 10). */
@RestController
@RequestMapping("/api/v1/actors")
class ActorController {

    private final ActorService actors;
    private final boolean admin;

    ActorController(ActorService actors, ServiceName service) {
        this.actors = actors;
        this.admin = service.id().equals("admin-api");
    }

    @Repeatable
    @Operation(operationId = "createActor", summary = "Creates an actor")
    @Refuses({
        ErrorCode.VALIDATION_FAILED,
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.GRANT_EXCEEDS_OWN,
        ErrorCode.ALREADY_EXISTS,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ActorResponse create(ActorPrincipal caller, @RequestBody ActorRequest body) {
        NewActor actor = new NewActor(
                new NamespacePath(Inputs.required(body.namespace(), "namespace")),
                Inputs.required(body.externalId(), "external_id"),
                Optional.ofNullable(permissions(body.permissions())).orElse(List.of()),
                Inputs.labels(body.labels()),
                Inputs.annotations(body.annotations()));
        return ActorResponse.of(actors.create(caller, actor), admin);
    }

    private @Nullable List<Permission> permissions(@Nullable Object written) {
        return admin && written != null ? PermissionReader.read(written, "permissions") : null;
    }

    @Operation(operationId = "listActors", summary = "Lists live actors")
    @ListRoute(
            orders = {"created_at", "updated_at", "namespace", "external_id", "deleted_at"},
            filters = "external_id: the host application's name for it")
    @GetMapping
    ListResponse<ActorResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Filters filters = Filters.of(request::getParameter).add("external_id", text -> true);
        return ListResponse.of(
                actors.list(caller, ListRequest.parse(request::getParameter), filters.values()),
                actor -> ActorResponse.of(actor, admin));
    }

    @Operation(operationId = "getActor", summary = "One actor")
    @GetMapping("/{id}")
    ResponseEntity<ActorResponse> get(ActorPrincipal caller, @PathVariable String id) {
        return answer(actors.get(caller, ResourceId.parse(id, IdType.ACTOR)));
    }

    @Operation(operationId = "getActorByExternalId", summary = "One actor by the host application's name for it")
    @Refuses(ErrorCode.INVALID_NAMESPACE)
    @GetMapping("/external-id/{externalId}")
    ResponseEntity<ActorResponse> getByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace) {
        return answer(actors.getByExternalId(caller, path(caller, namespace), externalId));
    }

    private static NamespacePath path(ActorPrincipal caller, @Nullable String namespace) {
        return namespace == null ? caller.namespace() : new NamespacePath(namespace);
    }

    @Operation(operationId = "updateActor", summary = "Replaces labels, annotations or, on admin-api, permissions")
    @Refuses({
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.GRANT_EXCEEDS_OWN
    })
    @PatchMapping("/{id}")
    ResponseEntity<ActorResponse> update(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody PatchActorRequest body,
            Precondition precondition) {
        return answer(actors.update(caller, ResourceId.parse(id, IdType.ACTOR), change(body), precondition));
    }

    @Operation(operationId = "updateActorByExternalId", summary = "The same by external id")
    @Refuses({
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.GRANT_EXCEEDS_OWN
    })
    @PatchMapping("/external-id/{externalId}")
    ResponseEntity<ActorResponse> updateByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestBody PatchActorRequest body,
            Precondition precondition) {
        return answer(
                actors.updateByExternalId(caller, path(caller, namespace), externalId, change(body), precondition));
    }

    private ActorChange change(PatchActorRequest body) {
        return new ActorChange(Inputs.change(body.labels(), body.annotations()), permissions(body.permissions()));
    }

    @Operation(operationId = "deleteActor", summary = "Deletes an actor; its keys and sessions die at once")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(ActorPrincipal caller, @PathVariable String id, Precondition precondition) {
        actors.delete(caller, ResourceId.parse(id, IdType.ACTOR), precondition);
    }

    @Operation(operationId = "deleteActorByExternalId", summary = "The same by external id")
    @Refuses(ErrorCode.INVALID_NAMESPACE)
    @DeleteMapping("/external-id/{externalId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace,
            Precondition precondition) {
        actors.deleteByExternalId(caller, path(caller, namespace), externalId, precondition);
    }

    private ResponseEntity<ActorResponse> answer(Actor actor) {
        return ResponseEntity.ok().eTag(Timestamps.etag(actor.updatedAt())).body(ActorResponse.of(actor, admin));
    }
}
