package net.authproxy.web.namespace;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.namespace.DeletedNamespace;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.namespace.NamespaceAdministration;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.namespace.NamespaceState;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of namespaces (contract 3). */
@RestController
@RequestMapping("/api/v1/namespaces")
class NamespaceController {

    private final NamespaceService namespaces;
    private final NamespaceAdministration administration;

    NamespaceController(NamespaceService namespaces, NamespaceAdministration administration) {
        this.namespaces = namespaces;
        this.administration = administration;
    }

    @Repeatable
    @Operation(operationId = "createNamespace", summary = "Creates a namespace below an existing one")
    @Refuses({
        ErrorCode.VALIDATION_FAILED,
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.ALREADY_EXISTS,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping
    NamespaceResponse create(ActorPrincipal caller, @RequestBody CreateNamespaceRequest body) {
        NamespacePath path = new NamespacePath(Inputs.required(body.path(), "path"));
        return NamespaceResponse.of(
                namespaces.create(caller, path, Inputs.labels(body.labels()), Inputs.annotations(body.annotations())));
    }

    @Operation(operationId = "listNamespaces", summary = "Lists namespaces")
    @ListRoute(
            orders = {"created_at", "path", "state", "updated_at"},
            filters = {
                "state: active, destroying or destroyed; absent: all but destroyed",
                "children_of: the path whose direct children are meant"
            })
    @GetMapping
    ListResponse<NamespaceResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Map<String, String> filters = Filters.of(request::getParameter)
                .add("state", NamespaceController::isState)
                .add("children_of", NamespacePath::isValid)
                .values();
        return ListResponse.of(
                namespaces.list(caller, ListRequest.parse(request::getParameter), filters), NamespaceResponse::of);
    }

    private static boolean isState(String text) {
        return Arrays.stream(NamespaceState.values())
                .anyMatch(state -> state.text().equals(text));
    }

    @Operation(operationId = "getNamespace", summary = "One namespace")
    @Refuses(ErrorCode.INVALID_NAMESPACE)
    @GetMapping("/{path}")
    ResponseEntity<NamespaceResponse> get(ActorPrincipal caller, @PathVariable String path) {
        return answer(namespaces.get(caller, new NamespacePath(path)));
    }

    @Operation(
            operationId = "updateNamespace",
            summary = "Replaces labels or annotations; connections below show the labels within seconds")
    @Refuses({
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PatchMapping("/{path}")
    ResponseEntity<NamespaceResponse> update(
            ActorPrincipal caller,
            @PathVariable String path,
            @RequestBody PatchNamespaceRequest body,
            Precondition precondition) {
        return answer(administration.update(
                caller, new NamespacePath(path), Inputs.change(body.labels(), body.annotations()), precondition));
    }

    @Operation(
            operationId = "deleteNamespace",
            summary = "Deletes an empty namespace, or with cascade destroys it with all that is in and below it")
    @Refuses({
        ErrorCode.VALIDATION_FAILED,
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.NAMESPACE_NOT_EMPTY,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @ApiResponse(responseCode = "202", description = "its state is destroying; a job does the rest")
    @ApiResponse(responseCode = "204", description = "it was empty and is gone", content = @Content)
    @DeleteMapping("/{path}")
    ResponseEntity<NamespaceResponse> delete(
            ActorPrincipal caller,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String cascade,
            Precondition precondition) {
        DeletedNamespace deleted =
                administration.delete(caller, new NamespacePath(path), Inputs.flag(cascade, "cascade"), precondition);
        return switch (deleted) {
            case DeletedNamespace.Gone gone -> ResponseEntity.noContent().build();
            case DeletedNamespace.Destroying begun ->
                ResponseEntity.accepted().body(NamespaceResponse.of(begun.namespace()));
        };
    }

    private static ResponseEntity<NamespaceResponse> answer(Namespace namespace) {
        return ResponseEntity.ok().eTag(Timestamps.etag(namespace.updatedAt())).body(NamespaceResponse.of(namespace));
    }
}
