package net.authproxy.web.connection;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Body of {@code _submit} (contract 7.1); {@code step_id} and {@code data} are required. */
record SubmitRequest(
        @Nullable String stepId,
        @Nullable JsonNode data,
        @Nullable String returnToUrl) {

    /** Holds what a form brought, so it says only which form. */
    @Override
    public String toString() {
        return "SubmitRequest[" + stepId + "]";
    }
}
