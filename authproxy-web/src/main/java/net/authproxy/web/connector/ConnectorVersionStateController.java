package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.ConnectorVersions;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.core.connector.VersionState;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.openapi.Refuses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Life of versions (contract 6.6). */
@RestController
@RequestMapping("/api/v1/connectors/{id}/versions/{version}")
class ConnectorVersionStateController {

    private final ConnectorVersions versions;
    private final RedactedDefinitions redaction;

    ConnectorVersionStateController(ConnectorVersions versions, RedactedDefinitions redaction) {
        this.versions = versions;
        this.redaction = redaction;
    }

    /**
     * The state to be in.
     *
     * @param state draft, primary, active or archived
     */
    record ForceVersionStateRequest(@Nullable String state) {}

    @Operation(
            operationId = "publishConnectorVersion",
            summary = "Makes a draft the version for new connections",
            description = "The former one stays for the connections it has, or is archived if it has none.")
    @Refuses({ErrorCode.INVALID_TRANSITION, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PostMapping("/_publish")
    ResponseEntity<ConnectorVersionResponse> publish(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        return VersionAnswers.answer(redaction, versions.publish(caller, connector(id), VersionNumber.parse(version)));
    }

    @Operation(
            operationId = "promoteConnectorVersion",
            summary = "Makes a version that was published before the one for new connections again")
    @Refuses({ErrorCode.INVALID_TRANSITION, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PostMapping("/_promote")
    ResponseEntity<ConnectorVersionResponse> promote(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        return VersionAnswers.answer(redaction, versions.promote(caller, connector(id), VersionNumber.parse(version)));
    }

    @Operation(
            operationId = "archiveConnectorVersion",
            summary = "Throws a draft away, or puts a version away that has no connections")
    @Refuses({ErrorCode.PRIMARY_VERSION, ErrorCode.VERSION_IN_USE, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PostMapping("/_archive")
    ResponseEntity<ConnectorVersionResponse> archive(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        return VersionAnswers.answer(redaction, versions.archive(caller, connector(id), VersionNumber.parse(version)));
    }

    @Operation(operationId = "forceConnectorVersionState", summary = "Sets the state, whatever the rules say")
    @Refuses({ErrorCode.PUBLISHED_IMMUTABLE, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PutMapping("/_force_state")
    ResponseEntity<ConnectorVersionResponse> forceState(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @RequestBody ForceVersionStateRequest body,
            Precondition precondition) {
        return VersionAnswers.answer(
                redaction,
                versions.forceState(
                        caller, connector(id), VersionNumber.parse(version), state(body.state()), precondition));
    }

    private static ResourceId connector(String id) {
        return ResourceId.parse(id, IdType.CONNECTOR);
    }

    private static VersionState state(@Nullable String text) {
        return Arrays.stream(VersionState.values())
                .filter(state -> state.text().equals(text))
                .findAny()
                .orElseThrow(() -> AuthProxyException.invalid("state", "one of draft, primary, active, archived"));
    }
}
