package net.authproxy.web.connection;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's way around the state machine (contract 7.1); not on {@code public}. */
@RestController
@RequestMapping("/api/v1/connections/{id}")
class ConnectionStateController {

    private final ConnectionService connections;
    private final ConnectorService connectors;

    ConnectionStateController(ConnectionService connections, ConnectorService connectors) {
        this.connections = connections;
        this.connectors = connectors;
    }

    @Operation(operationId = "forceConnectionState", summary = "Sets the state and nothing else")
    @PutMapping("/_force_state")
    ResponseEntity<ConnectionResponse> forceState(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody ForceStateRequest body,
            Precondition precondition) {
        Connection forced = connections.forceState(
                caller, ResourceId.parse(id, IdType.CONNECTION), state(body.state()), precondition);
        return ResponseEntity.ok()
                .eTag(Timestamps.etag(forced.updatedAt()))
                .body(ConnectionResponse.of(
                        forced,
                        connectors
                                .find(forced.connectorId(), forced.connectorVersion())
                                .orElseThrow(Authorizer::notFound)));
    }

    private static ConnectionState state(@Nullable String text) {
        return Arrays.stream(ConnectionState.values())
                .filter(state -> state.text().equals(text))
                .findAny()
                .orElseThrow(() -> AuthProxyException.invalid(
                        "state", "one of created, ready, disabled, disconnecting, disconnected"));
    }
}
