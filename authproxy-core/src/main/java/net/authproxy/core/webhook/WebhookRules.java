package net.authproxy.core.webhook;

import java.time.Clock;
import org.springframework.data.domain.Limit;

/** What changes of webhooks have to do with their secrets, calls and deliveries. */
record WebhookRules(
        WebhookSecrets secrets,
        WebhookCalls calls,
        DeliveryRepository deliveries,
        DeliveryQueue queue,
        WebhookAudit audit,
        Clock clock) {

    private static final int BATCH = 500;

    /** Queues what the webhook waits for, after the commit; the rest of very much is found again from the database. */
    void wake(String webhookId) {
        deliveries.findWaiting(webhookId, Limit.of(BATCH)).forEach(waiting -> queue.afterCommit(waiting.toDelivery()));
    }

    /** Deletes the webhook within the running transaction. */
    void end(WebhookEntity webhook) {
        webhook.delete(clock);
        deliveries.giveUp(webhook.getId(), "webhook_deleted");
    }
}
