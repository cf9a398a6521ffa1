package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.ConnectorDrafts;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.DraftChange;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Inputs;
import net.authproxy.web.metadata.LabelValue;
import net.authproxy.web.metadata.LabelValueRequest;
import net.authproxy.web.metadata.MetadataAnswers;
import net.authproxy.web.openapi.Refuses;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of one version; only a draft's can be written (contract 1.6). It takes two names to find it. */
@RestController
@RequestMapping("/api/v1/connectors/{id}/versions/{version}")
class ConnectorVersionMetadataController {

    private final ConnectorService connectors;
    private final ConnectorDrafts drafts;

    ConnectorVersionMetadataController(ConnectorService connectors, ConnectorDrafts drafts) {
        this.connectors = connectors;
        this.drafts = drafts;
    }

    @Operation(operationId = "labelsOfConnectorVersion", summary = "All labels")
    @GetMapping("/labels")
    ResponseEntity<Map<String, String>> labels(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        Metadata found = read(caller, id, version);
        return MetadataAnswers.answer(found, found.labels().values());
    }

    @Operation(operationId = "labelOfConnectorVersion", summary = "One label")
    @GetMapping("/labels/{*key}")
    ResponseEntity<LabelValue> label(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version, @PathVariable String key) {
        Metadata found = read(caller, id, version);
        return MetadataAnswers.answer(
                found, MetadataAnswers.entry(found.labels().values(), key));
    }

    @Operation(operationId = "annotationsOfConnectorVersion", summary = "All annotations")
    @GetMapping("/annotations")
    ResponseEntity<Map<String, String>> annotations(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version) {
        Metadata found = read(caller, id, version);
        return MetadataAnswers.answer(found, found.annotations().values());
    }

    @Operation(operationId = "annotationOfConnectorVersion", summary = "One annotation")
    @GetMapping("/annotations/{*key}")
    ResponseEntity<LabelValue> annotation(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String version, @PathVariable String key) {
        Metadata found = read(caller, id, version);
        return MetadataAnswers.answer(
                found, MetadataAnswers.entry(found.annotations().values(), key));
    }

    @Operation(operationId = "putLabelOfConnectorVersion", summary = "Sets one label of a draft")
    @Refuses({ErrorCode.INVALID_LABEL, ErrorCode.RESERVED_LABEL, ErrorCode.NOT_DRAFT, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PutMapping("/labels/{*key}")
    ResponseEntity<LabelValue> putLabel(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @PathVariable String key,
            @RequestBody LabelValueRequest body,
            Precondition precondition) {
        LabelValue wanted = new LabelValue(MetadataAnswers.key(key), Inputs.present(body.value(), "value"));
        MetadataChange change = MetadataChange.puttingLabel(wanted.key(), wanted.value());
        return MetadataAnswers.answer(change(caller, id, version, change, precondition), wanted);
    }

    @Operation(operationId = "deleteLabelOfConnectorVersion", summary = "Removes one label of a draft")
    @Refuses({ErrorCode.INVALID_LABEL, ErrorCode.RESERVED_LABEL, ErrorCode.NOT_DRAFT, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @DeleteMapping("/labels/{*key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteLabel(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @PathVariable String key,
            Precondition precondition) {
        MetadataChange change = MetadataChange.removingLabel(MetadataAnswers.key(key));
        MetadataAnswers.unlessGone(() -> change(caller, id, version, change, precondition));
    }

    @Operation(operationId = "putAnnotationOfConnectorVersion", summary = "Sets one annotation of a draft")
    @Refuses({ErrorCode.ANNOTATIONS_TOO_LARGE, ErrorCode.NOT_DRAFT, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @PutMapping("/annotations/{*key}")
    ResponseEntity<LabelValue> putAnnotation(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @PathVariable String key,
            @RequestBody LabelValueRequest body,
            Precondition precondition) {
        LabelValue wanted = new LabelValue(MetadataAnswers.key(key), Inputs.present(body.value(), "value"));
        MetadataChange change = MetadataChange.puttingAnnotation(wanted.key(), wanted.value());
        return MetadataAnswers.answer(change(caller, id, version, change, precondition), wanted);
    }

    @Operation(operationId = "deleteAnnotationOfConnectorVersion", summary = "Removes one annotation of a draft")
    @Refuses({ErrorCode.VALIDATION_FAILED, ErrorCode.NOT_DRAFT, ErrorCode.NAMESPACE_NOT_ACTIVE})
    @DeleteMapping("/annotations/{*key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteAnnotation(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String version,
            @PathVariable String key,
            Precondition precondition) {
        MetadataChange change = MetadataChange.removingAnnotation(MetadataAnswers.key(key));
        MetadataAnswers.unlessGone(() -> change(caller, id, version, change, precondition));
    }

    private Metadata read(ActorPrincipal caller, String id, String version) {
        return ConnectorMetadataController.metadata(
                connectors.getVersion(caller, ResourceId.parse(id, IdType.CONNECTOR), VersionNumber.parse(version)));
    }

    private Metadata change(
            ActorPrincipal caller, String id, String version, MetadataChange change, Precondition precondition) {
        return ConnectorMetadataController.metadata(drafts.changeVersion(
                caller,
                ResourceId.parse(id, IdType.CONNECTOR),
                VersionNumber.parse(version),
                DraftChange.of(change),
                precondition));
    }
}
