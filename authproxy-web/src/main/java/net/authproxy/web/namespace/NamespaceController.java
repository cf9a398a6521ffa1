package net.authproxy.web.namespace;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.namespace.NamespaceState;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.json.Timestamps;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of namespaces (contract 3). */
@RestController
@RequestMapping("/api/v1/namespaces")
class NamespaceController {

    private final NamespaceService namespaces;

    NamespaceController(NamespaceService namespaces) {
        this.namespaces = namespaces;
    }

    @PostMapping
    NamespaceResponse create(ActorPrincipal caller, @RequestBody CreateNamespaceRequest body) {
        NamespacePath path = new NamespacePath(Inputs.required(body.path(), "path"));
        return NamespaceResponse.of(
                namespaces.create(caller, path, Inputs.labels(body.labels()), Inputs.annotations(body.annotations())));
    }

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

    @GetMapping("/{path}")
    ResponseEntity<NamespaceResponse> get(ActorPrincipal caller, @PathVariable String path) {
        Namespace namespace = namespaces.get(caller, new NamespacePath(path));
        return ResponseEntity.ok().eTag(Timestamps.etag(namespace.updatedAt())).body(NamespaceResponse.of(namespace));
    }
}
