package net.authproxy.web.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partial update of a webhook: what is absent stays. */
record PatchWebhookRequest(
        @Nullable String url,
        @Nullable List<@Nullable String> events,

        @Schema(description = "empty text takes the selector away") @Nullable
        String labelSelector,

        @Schema(description = "active or paused") @Nullable String state,

        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {

    /** Shows no URL. */
    @Override
    public String toString() {
        return "change of a webhook";
    }
}
