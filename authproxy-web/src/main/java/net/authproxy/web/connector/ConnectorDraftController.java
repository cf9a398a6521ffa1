package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.ConnectorDrafts;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.DraftChange;
import net.authproxy.core.connector.NewConnector;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Inputs;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes connectors and their drafts (contract 6.5). */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorDraftController {

    private final ConnectorDrafts drafts;
    private final RedactedDefinitions redaction;

    ConnectorDraftController(ConnectorDrafts drafts, RedactedDefinitions redaction) {
        this.drafts = drafts;
        this.redaction = redaction;
    }

    @Repeatable
    @Operation(
            operationId = "createConnector",
            summary = "Creates a connector: version 1, a draft until it is published",
            description = "id, version, namespace and state within the definition are ignored.")
    @Refuses({
        ErrorCode.DEFINITION_INVALID,
        ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ConnectorVersionResponse create(ActorPrincipal caller, @RequestBody CreateConnectorRequest body) {
        ObjectNode definition = definition(body.definition());
        if (definition == null) {
            throw AuthProxyException.invalid("definition", "required");
        }
        DraftChange content = new DraftChange(definition, Inputs.change(body.labels(), body.annotations()));
        NamespacePath namespace = new NamespacePath(Inputs.required(body.namespace(), "namespace"));
        return json(drafts.create(caller, new NewConnector(namespace, content)));
    }

    @Operation(
            operationId = "updateConnector",
            summary = "Changes the draft; without one, makes a draft of the newest version first",
            description =
                    "If-Match names the draft, or without one the connector. A change that changes nothing makes no"
                            + " draft and answers the newest version.")
    @Refuses({
        ErrorCode.DEFINITION_INVALID,
        ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PatchMapping("/{id}")
    ResponseEntity<ConnectorVersionResponse> update(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody PatchConnectorRequest body,
            Precondition precondition) {
        return VersionAnswers.answer(
                redaction, drafts.change(caller, ResourceId.parse(id, IdType.CONNECTOR), change(body), precondition));
    }

    @Repeatable
    @Operation(
            operationId = "createConnectorVersion",
            summary = "Makes a draft of the newest version, with the changes of the body if there is one")
    @Refuses({
        ErrorCode.DRAFT_EXISTS,
        ErrorCode.DEFINITION_INVALID,
        ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping("/{id}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    ConnectorVersionResponse addVersion(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable PatchConnectorRequest body) {
        PatchConnectorRequest wanted = body == null ? PatchConnectorRequest.NOTHING : body;
        return json(drafts.addVersion(caller, ResourceId.parse(id, IdType.CONNECTOR), change(wanted)));
    }

    @Operation(operationId = "updateConnectorVersion", summary = "Changes a version that is a draft")
    @Refuses({
        ErrorCode.NOT_DRAFT,
        ErrorCode.DEFINITION_INVALID,
        ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PatchMapping("/{id}/versions/{version}")
    ResponseEntity<ConnectorVersionResponse> updateVersion(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @RequestBody PatchConnectorRequest body,
            Precondition precondition) {
        return VersionAnswers.answer(
                redaction,
                drafts.changeVersion(
                        caller,
                        ResourceId.parse(id, IdType.CONNECTOR),
                        VersionNumber.parse(version),
                        change(body),
                        precondition));
    }

    private static DraftChange change(PatchConnectorRequest body) {
        return new DraftChange(definition(body.definition()), Inputs.change(body.labels(), body.annotations()));
    }

    /** The definition as an object; absent when it was not sent. */
    static @Nullable ObjectNode definition(@Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        if (!(sent instanceof ObjectNode object)) {
            throw AuthProxyException.invalid("definition", "must be an object");
        }
        return object;
    }

    private ConnectorVersionResponse json(ConnectorVersion version) {
        return ConnectorVersionResponse.of(version, redaction.of(version));
    }
}
