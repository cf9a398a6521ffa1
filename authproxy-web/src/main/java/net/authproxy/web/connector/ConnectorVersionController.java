package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** GET of connector versions, secrets redacted (contract 6.5). */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorVersionController {

    private final ConnectorService connectors;
    private final RedactedDefinitions redaction;

    ConnectorVersionController(ConnectorService connectors, RedactedDefinitions redaction) {
        this.connectors = connectors;
        this.redaction = redaction;
    }

    @Operation(operationId = "listAllConnectorVersions", summary = "Lists versions of all connectors")
    @ListRoute(
            orders = {"created_at", "id", "version", "namespace", "state", "display_name", "updated_at"},
            filters = {"state: of the version", "connector_id: the connector"})
    @GetMapping("/_versions")
    ListResponse<ConnectorVersionResponse> listAll(ActorPrincipal caller, HttpServletRequest request) {
        Map<String, String> filters = Filters.of(request::getParameter)
                .add("state", ConnectorController::isState)
                .add("connector_id", text -> ResourceId.wellFormed(text, IdType.CONNECTOR))
                .values();
        return ListResponse.of(
                connectors.listVersions(caller, ListRequest.parse(request::getParameter), filters), this::json);
    }

    @Operation(operationId = "listConnectorVersions", summary = "Lists versions of one connector")
    @ListRoute(
            orders = {"created_at", "id", "version", "namespace", "state", "display_name", "updated_at"},
            filters = "state: of the version")
    @GetMapping("/{id}/versions")
    ListResponse<ConnectorVersionResponse> list(
            ActorPrincipal caller, @PathVariable String id, HttpServletRequest request) {
        Map<String, String> filters = Filters.of(request::getParameter)
                .add("state", ConnectorController::isState)
                .values();
        return ListResponse.of(
                connectors.listVersionsOf(
                        caller,
                        ResourceId.parse(id, IdType.CONNECTOR),
                        ListRequest.parse(request::getParameter),
                        filters),
                this::json);
    }

    @Operation(operationId = "getConnectorVersion", summary = "One version with its definition, secrets masked")
    @GetMapping("/{id}/versions/{version}")
    ResponseEntity<ConnectorVersionResponse> get(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        ConnectorVersion found =
                connectors.getVersion(caller, ResourceId.parse(id, IdType.CONNECTOR), VersionNumber.parse(version));
        return VersionAnswers.answer(redaction, found);
    }

    private ConnectorVersionResponse json(ConnectorVersion version) {
        return ConnectorVersionResponse.of(version, redaction.of(version));
    }
}
