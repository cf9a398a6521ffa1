package net.authproxy.web.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A webhook to be made (contract 12). */
record CreateWebhookRequest(
        @Nullable String namespace,

        @Schema(description = "https; http only where outbound.allow_plain_http is set. No user information") @Nullable
        String url,

        @Schema(description = "names such as connection.ready, or all of a kind: connection.*") @Nullable
        List<@Nullable String> events,

        @Schema(description = "labels the thing of an event must have; for connections the effective ones") @Nullable
        String labelSelector,

        @Schema(description = "key of the signatures, 24 to 255 visible characters; absent: one is made") @Nullable
        String secret,

        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {

    /** Shows no secret. */
    @Override
    public String toString() {
        return "webhook to be made";
    }
}
