package net.authproxy.web.metadata;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.Metadata;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The reading half of contract 1.6, for any resource. A subclass says below which path with an {@code {id}} the routes
 * are mounted and how the resource is read. A slash in a key may be sent as {@code %2F} or as it is.
 */
public abstract class MetadataReads {

    /** The resource's labels and annotations, if the caller may see them. */
    protected abstract Metadata read(ActorPrincipal caller, String id);

    @Operation(summary = "All labels")
    @GetMapping("/labels")
    public ResponseEntity<Map<String, String>> labels(ActorPrincipal caller, @PathVariable String id) {
        Metadata found = read(caller, id);
        return MetadataAnswers.answer(found, found.labels().values());
    }

    @Operation(summary = "One label")
    @GetMapping("/labels/{*key}")
    public ResponseEntity<LabelValue> label(ActorPrincipal caller, @PathVariable String id, @PathVariable String key) {
        Metadata found = read(caller, id);
        return MetadataAnswers.answer(
                found, MetadataAnswers.entry(found.labels().values(), key));
    }

    @Operation(summary = "All annotations")
    @GetMapping("/annotations")
    public ResponseEntity<Map<String, String>> annotations(ActorPrincipal caller, @PathVariable String id) {
        Metadata found = read(caller, id);
        return MetadataAnswers.answer(found, found.annotations().values());
    }

    @Operation(summary = "One annotation")
    @GetMapping("/annotations/{*key}")
    public ResponseEntity<LabelValue> annotation(
            ActorPrincipal caller, @PathVariable String id, @PathVariable String key) {
        Metadata found = read(caller, id);
        return MetadataAnswers.answer(
                found, MetadataAnswers.entry(found.annotations().values(), key));
    }
}
