package net.authproxy.web.connection;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.disconnect.ConnectionDisconnector;
import net.authproxy.core.disconnect.Disconnecting;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reading, labelling and disconnecting connections (contract 7.1); their set-up is next door. */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionController {

    private final ConnectionService connections;
    private final ConnectorService connectors;
    private final ConnectionDisconnector disconnector;

    ConnectionController(
            ConnectionService connections, ConnectorService connectors, ConnectionDisconnector disconnector) {
        this.connections = connections;
        this.connectors = connectors;
        this.disconnector = disconnector;
    }

    @Operation(operationId = "listConnections", summary = "Lists live connections; selectors see effective labels")
    @ListRoute(
            orders = {"created_at", "id", "namespace", "state", "updated_at"},
            filters = {
                "state: the state of the connection",
                "health: healthy, unhealthy or unknown",
                "connector_id: the connector",
                "connector_version: the version of the connector"
            })
    @GetMapping
    ListResponse<ConnectionResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Map<String, String> filters = Filters.of(request::getParameter)
                .add(
                        "state",
                        text -> Arrays.stream(ConnectionState.values())
                                .anyMatch(state -> state.text().equals(text)))
                .add(
                        "health",
                        text -> Arrays.stream(ConnectionHealth.values())
                                .anyMatch(health -> health.text().equals(text)))
                .add("connector_id", text -> ResourceId.wellFormed(text, IdType.CONNECTOR))
                .add("connector_version", text -> text.matches("[0-9]{1,9}"))
                .values();
        // Connections of a page share few connector versions: each is read once.
        Map<String, ConnectorVersion> versions = new HashMap<>();
        return ListResponse.of(
                connections.list(caller, ListRequest.parse(request::getParameter), filters),
                connection -> ConnectionResponse.of(
                        connection,
                        versions.computeIfAbsent(
                                connection.connectorId() + "/" + connection.connectorVersion(),
                                key -> connectorOf(connection))));
    }

    @Operation(operationId = "getConnection", summary = "One connection")
    @GetMapping("/{id}")
    ResponseEntity<ConnectionResponse> get(ActorPrincipal caller, @PathVariable String id) {
        return answer(connections.get(caller, ResourceId.parse(id, IdType.CONNECTION)));
    }

    @Operation(operationId = "updateConnection", summary = "Replaces labels or annotations")
    @Refuses({ErrorCode.INVALID_LABEL, ErrorCode.RESERVED_LABEL, ErrorCode.ANNOTATIONS_TOO_LARGE})
    @PatchMapping("/{id}")
    ResponseEntity<ConnectionResponse> update(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody PatchConnectionRequest body,
            Precondition precondition) {
        return answer(connections.update(
                caller,
                ResourceId.parse(id, IdType.CONNECTION),
                Inputs.change(body.labels(), body.annotations()),
                precondition));
    }

    @Operation(
            operationId = "disconnectConnection",
            summary = "Ends the connection: no more calls at once, secrets wiped by a task")
    @PostMapping("/{id}/_disconnect")
    DisconnectResponse disconnect(ActorPrincipal caller, @PathVariable String id) {
        Disconnecting begun = disconnector.disconnect(caller, ResourceId.parse(id, IdType.CONNECTION));
        return new DisconnectResponse(begun.taskToken(), json(begun.connection()));
    }

    private ResponseEntity<ConnectionResponse> answer(Connection connection) {
        return ResponseEntity.ok().eTag(Timestamps.etag(connection.updatedAt())).body(json(connection));
    }

    private ConnectionResponse json(Connection connection) {
        return ConnectionResponse.of(connection, connectorOf(connection));
    }

    private ConnectorVersion connectorOf(Connection connection) {
        return connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow(Authorizer::notFound);
    }
}
