package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.web.json.Timestamps;
import org.springframework.http.ResponseEntity;

/** How routes answer with one version. */
final class VersionAnswers {

    private VersionAnswers() {}

    /** The version without its secrets, and its ETag. */
    static ResponseEntity<ConnectorVersionResponse> answer(RedactedDefinitions redaction, ConnectorVersion version) {
        return ResponseEntity.ok()
                .eTag(Timestamps.etag(version.updatedAt()))
                .body(ConnectorVersionResponse.of(version, redaction.of(version)));
    }
}
