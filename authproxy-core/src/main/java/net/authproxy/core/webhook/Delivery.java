package net.authproxy.core.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for one webhook, without the body that is sent.
 *
 * @param event such as {@code connection.ready}, or {@code webhook.test}
 * @param attempts how often it was sent since it was made or asked for again
 * @param nextAt earliest time of the next attempt; absent when there will be none
 * @param lastError code of the last failure, such as {@code upstream_timeout} or {@code http_status}; absent when the last
 *     attempt was none
 * @param responseStatus HTTP status of the last answer; absent when there was none
 */
public record Delivery(
        String id,
        String webhookId,
        String event,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable String lastError,
        @Nullable Integer responseStatus,
        Instant createdAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant deliveredAt) {}
