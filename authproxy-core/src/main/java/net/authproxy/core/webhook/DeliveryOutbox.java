package net.authproxy.core.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes deliveries in the transaction of the change they tell of: there is one if and only if the change is there. They
 * are queued after the commit.
 */
@SystemOperation
class DeliveryOutbox {

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final WebhookSecrets secrets;
    private final DeliveryQueue queue;
    private final IdGenerator ids;
    private final Clock clock;

    DeliveryOutbox(
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            WebhookSecrets secrets,
            DeliveryQueue queue,
            IdGenerator ids,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes a delivery for each webhook of the namespace and of those above it that wants the event.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException without a running transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(WebhookEvent event) {
        List<String> above = event.namespace().selfAndAncestors().stream()
                .map(NamespacePath::value)
                .toList();
        for (WebhookEntity webhook : webhooks.findListening(above)) {
            if (webhook.wants(event)) {
                queue.afterCommit(write(webhook, event).toDelivery());
            }
        }
    }

    /** One delivery for one webhook, due at once and not queued. */
    @Transactional(propagation = Propagation.MANDATORY)
    public DeliveryEntity write(WebhookEntity webhook, WebhookEvent event) {
        String id = ids.nextText(IdType.DELIVERY);
        Instant now = DeliveryEntity.now(clock);
        return deliveries.save(new DeliveryEntity(
                now,
                id,
                webhook.getId(),
                event.name(),
                secrets.sealPayload(webhook.namespace(), id, event.body(id, now))));
    }
}
