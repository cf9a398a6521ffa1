package net.authproxy.core.connector;

import java.time.Instant;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One immutable version of a connector (contract 6.6).
 *
 * @param source the definition as written, secrets included: shown only in its redacted form
 * @param definition the same, parsed
 * @param publishedAt absent while it is a draft
 */
public record ConnectorVersion(
        String id,
        int version,
        NamespacePath namespace,
        VersionState state,
        String hash,
        @Nullable Instant publishedAt,
        JsonNode source,
        ConnectorDefinition definition,
        Labels labels,
        Annotations annotations,
        Instant createdAt,
        Instant updatedAt) {

    /** Says which version it is and nothing of its content. */
    @Override
    public String toString() {
        return id + "/" + version;
    }
}
