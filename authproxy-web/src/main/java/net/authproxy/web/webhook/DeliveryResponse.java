package net.authproxy.web.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import net.authproxy.core.webhook.Delivery;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** One event for one webhook, without the body that is sent (contract 12). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryResponse(
        String id,
        String webhookId,
        String event,

        @Schema(description = "pending, delivered or failed")
        String status,

        int attempts,

        @Schema(description = "earliest time of the next attempt; absent when there will be none") @Nullable
        String nextAt,

        @Schema(description = "code of the last failure, such as upstream_timeout or http_status") @Nullable
        String lastError,

        @Schema(description = "HTTP status of the last answer") @Nullable
        Integer responseStatus,

        String createdAt,
        @Nullable String attemptedAt,
        @Nullable String deliveredAt) {

    static DeliveryResponse of(Delivery delivery) {
        return new DeliveryResponse(
                delivery.id(),
                delivery.webhookId(),
                delivery.event(),
                delivery.status().text(),
                delivery.attempts(),
                text(delivery.nextAt()),
                delivery.lastError(),
                delivery.responseStatus(),
                Timestamps.text(delivery.createdAt()),
                text(delivery.attemptedAt()),
                text(delivery.deliveredAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamps.text(time);
    }
}
