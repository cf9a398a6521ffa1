package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A partial update of a draft: what is absent stays; each part replaces the whole (contract 6.5). */
record PatchConnectorRequest(
        @Schema(types = "object", description = "a ConnectorDefinition; redacted values in it stay as they are")
        @Nullable
        JsonNode definition,

        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {

    static final PatchConnectorRequest NOTHING = new PatchConnectorRequest(null, null, null);

    /** Shows nothing of the definition. */
    @Override
    public String toString() {
        return "change of a connector";
    }
}
