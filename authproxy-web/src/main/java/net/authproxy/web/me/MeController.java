package net.authproxy.web.me;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.PermissionExplanation;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Inputs;
import net.authproxy.web.ServiceName;
import net.authproxy.web.actor.ActorResponse;
import net.authproxy.web.openapi.Refuses;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /me} and {@code POST /permissions/_explain} (contract 4.6). */
@RestController
@RequestMapping("/api/v1")
class MeController {

    private final ActorService actors;
    private final ServiceName service;

    MeController(ActorService actors, ServiceName service) {
        this.actors = actors;
        this.service = service;
    }

    @Operation(operationId = "getMe", summary = "Who is calling, with which rights")
    @GetMapping("/me")
    MeResponse me(ActorPrincipal caller) {
        Actor actor = actors.findLive(caller.actorId()).orElseThrow(Authorizer::notFound);
        ActorPrincipal.Token token = caller.token();
        PermissionSet narrowing = caller.narrowing();
        return new MeResponse(
                ActorResponse.of(actor, false),
                token == null ? "session" : "jwt",
                service.id(),
                token == null
                        ? null
                        : new MeResponse.Token(token.jti(), token.expiresAt().getEpochSecond(), token.keyId()),
                caller.permissions().written(),
                narrowing == null ? null : narrowing.written());
    }

    @Operation(operationId = "explainPermission", summary = "Whether something is allowed, and which rule decides")
    @Refuses({ErrorCode.INVALID_NAMESPACE, ErrorCode.INVALID_ID, ErrorCode.NOT_FOUND})
    @PostMapping("/permissions/_explain")
    PermissionExplanation explain(ActorPrincipal caller, @RequestBody ExplainRequest body) {
        ResourceType resource = ResourceType.of(Inputs.required(body.resource(), "resource"))
                .orElseThrow(() -> AuthProxyException.invalid("resource", "unknown resource"));
        Verb verb = Verb.of(Inputs.required(body.verb(), "verb"))
                .filter(known -> resource.verbs().contains(known))
                .orElseThrow(() -> AuthProxyException.invalid("verb", "unknown verb of this resource"));
        NamespacePath namespace = new NamespacePath(Inputs.required(body.namespace(), "namespace"));
        return Authorizer.explain(subject(caller, body), resource, verb, namespace, body.resourceId());
    }

    private ActorPrincipal subject(ActorPrincipal caller, ExplainRequest body) {
        String actorId = body.actorId();
        if (actorId == null || actorId.equals(caller.actorId())) {
            return caller;
        }
        Actor actor = actors.get(caller, ResourceId.parse(actorId, IdType.ACTOR));
        return new ActorPrincipal(actor.id(), actor.externalId(), actor.namespace(), actor.permissionSet(), null, null);
    }
}
