package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.disconnect.ConnectorDisconnector;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The end of all connections of a connector (contract 6.5). */
@RestController
@RequestMapping("/api/v1/connectors/{id}")
class ConnectorDisconnectController {

    private final ConnectorDisconnector disconnector;

    ConnectorDisconnectController(ConnectorDisconnector disconnector) {
        this.disconnector = disconnector;
    }

    /**
     * What was begun.
     *
     * @param taskId for {@code GET /tasks/{token}}
     * @param connections how many were stopped by this request
     */
    record DisconnectAllResponse(String taskId, int connections) {}

    @Operation(
            operationId = "disconnectAllConnections",
            summary = "Ends every connection of the connector that the caller may end: no more calls at once,"
                    + " grants given back and secrets wiped by tasks")
    @PostMapping("/_disconnect_all")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DisconnectAllResponse disconnectAll(ActorPrincipal caller, @PathVariable String id) {
        ConnectorDisconnector.Begun begun = disconnector.disconnectAll(caller, ResourceId.parse(id, IdType.CONNECTOR));
        return new DisconnectAllResponse(begun.taskToken(), begun.connections());
    }
}
