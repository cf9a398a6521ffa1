package net.authproxy.web.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import net.authproxy.core.webhook.CreatedWebhook;
import net.authproxy.core.webhook.Webhook;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A webhook (contract 12). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookResponse(
        String id,
        String namespace,
        String url,
        List<String> events,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String labelSelector,
        @Schema(description = "active or paused") String state,

        @Schema(description = "first failure after the last success; absent while deliveries succeed") @Nullable
        String failingSince,

        @Schema(description = "key of the signatures; only in the answer that made the webhook") @Nullable
        String secret,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String createdAt,
        String updatedAt) {

    static WebhookResponse of(Webhook webhook) {
        return of(webhook, null);
    }

    /** With the secret, which is shown this once. */
    static WebhookResponse of(CreatedWebhook created) {
        return of(created.webhook(), created.secret().expose());
    }

    private static WebhookResponse of(Webhook webhook, @Nullable String secret) {
        return new WebhookResponse(
                webhook.id(),
                webhook.namespace().value(),
                webhook.url(),
                webhook.events().patterns(),
                webhook.selector().toString(),
                webhook.state().text(),
                webhook.failingSince() == null ? null : Timestamps.text(webhook.failingSince()),
                secret,
                webhook.labels().values(),
                webhook.annotations().values(),
                Timestamps.text(webhook.createdAt()),
                Timestamps.text(webhook.updatedAt()));
    }

    /** Shows neither URL nor secret. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}
