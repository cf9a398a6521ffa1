package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorSummary;
import net.authproxy.core.connector.VersionState;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.ListResponse;
import net.authproxy.web.ServiceName;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.ListRoute;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** GET of connectors; {@code public} shows only those with a primary version (contract 2.1). */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorController {

    private final ConnectorService connectors;
    private final boolean publishedOnly;

    ConnectorController(ConnectorService connectors, ServiceName service) {
        this.connectors = connectors;
        this.publishedOnly = service.id().equals("public");
    }

    @Operation(operationId = "listConnectors", summary = "Lists connectors, one row each")
    @ListRoute(
            orders = {"created_at", "id", "version", "namespace", "state", "display_name", "updated_at"},
            filters = "state: of the version that is picked")
    @GetMapping
    ListResponse<ConnectorResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Map<String, String> filters = new HashMap<>(Filters.of(request::getParameter)
                .add("state", ConnectorController::isState)
                .values());
        if (publishedOnly) {
            filters.put("state", VersionState.PRIMARY.text());
        }
        return ListResponse.of(
                connectors.list(caller, ListRequest.parse(request::getParameter), filters), ConnectorResponse::of);
    }

    @Operation(operationId = "getConnector", summary = "One connector by the version picked for it")
    @GetMapping("/{id}")
    ResponseEntity<ConnectorResponse> get(ActorPrincipal caller, @PathVariable String id) {
        ConnectorSummary connector = connectors.get(caller, ResourceId.parse(id, IdType.CONNECTOR));
        if (publishedOnly && connector.picked().state() != VersionState.PRIMARY) {
            throw Authorizer.notFound();
        }
        return ResponseEntity.ok()
                .eTag(Timestamps.etag(connector.picked().updatedAt()))
                .body(ConnectorResponse.of(connector));
    }

    static boolean isState(String text) {
        return Arrays.stream(VersionState.values())
                .anyMatch(state -> state.text().equals(text));
    }
}
