package net.authproxy.web.actor;

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
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.ServiceName;
import net.authproxy.web.json.Timestamps;
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

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ActorResponse create(ActorPrincipal caller, @RequestBody ActorRequest body) {
        NewActor actor = new NewActor(
                new NamespacePath(Inputs.required(body.namespace(), "namespace")),
                Inputs.required(body.externalId(), "external_id"),
                Optional.ofNullable(permissions(body)).orElse(List.of()),
                Inputs.labels(body.labels()),
                Inputs.annotations(body.annotations()));
        return ActorResponse.of(actors.create(caller, actor), admin);
    }

    private @Nullable List<Permission> permissions(ActorRequest body) {
        return admin && body.permissions() != null ? PermissionReader.read(body.permissions(), "permissions") : null;
    }

    @GetMapping
    ListResponse<ActorResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Filters filters = Filters.of(request::getParameter).add("external_id", text -> true);
        return ListResponse.of(
                actors.list(caller, ListRequest.parse(request::getParameter), filters.values()),
                actor -> ActorResponse.of(actor, admin));
    }

    @GetMapping("/{id}")
    ResponseEntity<ActorResponse> get(ActorPrincipal caller, @PathVariable String id) {
        return answer(actors.get(caller, ResourceId.parse(id, IdType.ACTOR)));
    }

    @GetMapping("/external-id/{externalId}")
    ResponseEntity<ActorResponse> getByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace) {
        return answer(named(caller, externalId, namespace));
    }

    private Actor named(ActorPrincipal caller, String externalId, @Nullable String namespace) {
        NamespacePath path = namespace == null ? caller.namespace() : new NamespacePath(namespace);
        return actors.getByExternalId(caller, path, externalId);
    }

    @PatchMapping("/{id}")
    ResponseEntity<ActorResponse> update(
            ActorPrincipal caller, @PathVariable String id, @RequestBody ActorRequest body) {
        return update(caller, ResourceId.parse(id, IdType.ACTOR), body);
    }

    @PatchMapping("/external-id/{externalId}")
    ResponseEntity<ActorResponse> updateByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestBody ActorRequest body) {
        Actor actor = named(caller, externalId, namespace);
        return update(caller, ResourceId.parse(actor.id(), IdType.ACTOR), body);
    }

    private ResponseEntity<ActorResponse> update(ActorPrincipal caller, ResourceId id, ActorRequest body) {
        ActorChange change = new ActorChange(
                body.labels() == null ? null : Inputs.labels(body.labels()),
                body.annotations() == null ? null : Inputs.annotations(body.annotations()),
                permissions(body));
        return answer(actors.update(caller, id, change, Optional.empty()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(ActorPrincipal caller, @PathVariable String id) {
        actors.delete(caller, ResourceId.parse(id, IdType.ACTOR));
    }

    @DeleteMapping("/external-id/{externalId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteByExternalId(
            ActorPrincipal caller,
            @PathVariable String externalId,
            @RequestParam(required = false) @Nullable String namespace) {
        NamespacePath path = namespace == null ? caller.namespace() : new NamespacePath(namespace);
        actors.findLive(path, externalId)
                .ifPresent(actor -> actors.delete(caller, ResourceId.parse(actor.id(), IdType.ACTOR)));
    }

    private ResponseEntity<ActorResponse> answer(Actor actor) {
        return ResponseEntity.ok().eTag(Timestamps.etag(actor.updatedAt())).body(ActorResponse.of(actor, admin));
    }
}
