package net.authproxy.web.connector;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A definition to look at. */
record ValidateRequest(
        @Schema(ref = "#/components/schemas/ConnectorDefinition") @Nullable
        JsonNode definition) {

    /** Shows nothing of the definition. */
    @Override
    public String toString() {
        return "a definition to look at";
    }
}
