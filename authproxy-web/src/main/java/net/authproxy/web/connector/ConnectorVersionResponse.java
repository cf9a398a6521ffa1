package net.authproxy.web.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of a connector (contract 6.5).
 *
 * @param definition with every secret in its redacted form
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectorVersionResponse(
        String id,
        int version,
        String namespace,
        String state,
        JsonNode definition,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String hash,
        @Nullable String publishedAt,
        String createdAt,
        String updatedAt) {

    static ConnectorVersionResponse of(ConnectorVersion version, JsonNode redacted) {
        return new ConnectorVersionResponse(
                version.id(),
                version.version(),
                version.namespace().value(),
                version.state().text(),
                redacted,
                version.labels().values(),
                version.annotations().values(),
                version.hash(),
                version.publishedAt() == null ? null : Timestamps.text(version.publishedAt()),
                Timestamps.text(version.createdAt()),
                Timestamps.text(version.updatedAt()));
    }
}
