package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.DefinitionCheck;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Looks at definitions and saves nothing (contract 6.5). */
@RestController
@RequestMapping("/api/v1/connectors")
class DefinitionCheckController {

    private final DefinitionCheck check;

    DefinitionCheckController(DefinitionCheck check) {
        this.check = check;
    }

    @Operation(
            operationId = "validateDefinition",
            summary = "Says what is wrong with a definition; saves nothing",
            description = "A redacted value fits no stored one here: there is no version it could belong to.")
    @PostMapping("/_validate")
    VerdictResponse validate(ActorPrincipal caller, @RequestBody ValidateRequest body) {
        ObjectNode definition = ConnectorDraftController.definition(body.definition());
        if (definition == null) {
            throw AuthProxyException.invalid("definition", "required");
        }
        return VerdictResponse.of(check.check(caller, definition));
    }

    @Operation(operationId = "validateConnectorVersion", summary = "Says what is to be said of a stored version")
    @PostMapping("/{id}/versions/{version}/_validate")
    VerdictResponse validateVersion(ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        return VerdictResponse.of(
                check.check(caller, ResourceId.parse(id, IdType.CONNECTOR), VersionNumber.parse(version)));
    }
}
