package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A new connector (contract 6.5). */
record CreateConnectorRequest(
        @Nullable String namespace,

        @Schema(ref = "#/components/schemas/ConnectorDefinition") @Nullable
        JsonNode definition,

        @Schema(description = "absent: those of the definition") @Nullable
        Map<String, @Nullable String> labels,

        @Schema(description = "absent: those of the definition") @Nullable
        Map<String, @Nullable String> annotations) {

    /** Shows nothing of the definition. */
    @Override
    public String toString() {
        return "a new connector";
    }
}
