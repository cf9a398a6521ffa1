package net.authproxy.web.metadata;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.web.Inputs;
import net.authproxy.web.openapi.Refuses;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Both halves of contract 1.6, for a resource whose labels and annotations can be changed one by one. */
public abstract class MetadataRoutes extends MetadataReads {

    /** Applies the change, if the caller may; the resource's labels and annotations afterwards. */
    protected abstract Metadata change(
            ActorPrincipal caller, String id, MetadataChange change, Precondition precondition);

    @Operation(summary = "Sets one label")
    @Refuses({ErrorCode.INVALID_LABEL, ErrorCode.RESERVED_LABEL})
    @PutMapping("/labels/{*key}")
    public ResponseEntity<LabelValue> putLabel(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String key,
            @RequestBody LabelValueRequest body,
            Precondition precondition) {
        String value = Inputs.present(body.value(), "value");
        Metadata after = change(caller, id, MetadataChange.puttingLabel(MetadataAnswers.key(key), value), precondition);
        return MetadataAnswers.answer(after, new LabelValue(MetadataAnswers.key(key), value));
    }

    @Operation(summary = "Removes one label; fine when there is none")
    @Refuses({ErrorCode.INVALID_LABEL, ErrorCode.RESERVED_LABEL})
    @DeleteMapping("/labels/{*key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void deleteLabel(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String key, Precondition precondition) {
        MetadataChange change = MetadataChange.removingLabel(MetadataAnswers.key(key));
        MetadataAnswers.unlessGone(() -> change(caller, id, change, precondition));
    }

    @Operation(summary = "Sets one annotation")
    @Refuses(ErrorCode.ANNOTATIONS_TOO_LARGE)
    @PutMapping("/annotations/{*key}")
    public ResponseEntity<LabelValue> putAnnotation(
            ActorPrincipal caller,
            @PathVariable String id,
            @PathVariable String key,
            @RequestBody LabelValueRequest body,
            Precondition precondition) {
        String value = Inputs.present(body.value(), "value");
        Metadata after =
                change(caller, id, MetadataChange.puttingAnnotation(MetadataAnswers.key(key), value), precondition);
        return MetadataAnswers.answer(after, new LabelValue(MetadataAnswers.key(key), value));
    }

    @Operation(summary = "Removes one annotation; fine when there is none")
    @Refuses(ErrorCode.VALIDATION_FAILED)
    @DeleteMapping("/annotations/{*key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void deleteAnnotation(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String key, Precondition precondition) {
        MetadataChange change = MetadataChange.removingAnnotation(MetadataAnswers.key(key));
        MetadataAnswers.unlessGone(() -> change(caller, id, change, precondition));
    }
}
