package net.authproxy.core.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes attempts and what came of them; the row decides what is due, and when. An attempt is committed before it is made,
 * so that no two processes make the same one.
 */
@SystemOperation
class DeliveryLedger {

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final DeliverySchedule schedule;
    private final WebhookAudit audit;
    private final Clock clock;

    DeliveryLedger(
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            DeliverySchedule schedule,
            WebhookAudit audit,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is needed for one attempt, still sealed.
     *
     * @param attempt its number, from 1
     * @param webhookId whose row the secret belongs to
     * @param url where to; never to be logged
     */
    record Attempt(
            String deliveryId,
            int attempt,
            String webhookId,
            NamespacePath namespace,
            String url,
            EncryptedField secret,
            EncryptedField payload) {

        static Attempt of(DeliveryEntity delivery, WebhookEntity webhook, EncryptedField secret) {
            return new Attempt(
                    delivery.getId(),
                    delivery.attempts(),
                    webhook.getId(),
                    webhook.namespace(),
                    webhook.url(),
                    secret,
                    delivery.encryptedPayload());
        }

        @Override
        public String toString() {
            return "attempt " + attempt + " of " + deliveryId;
        }
    }

    /** Begins the next attempt; empty when none is due. */
    @Transactional
    public Optional<Attempt> begin(String deliveryId) {
        DeliveryEntity delivery = deliveries.findLocked(deliveryId).orElse(null);
        Instant now = DeliveryEntity.now(clock);
        if (delivery == null || !delivery.isDue(now)) {
            return Optional.empty();
        }
        WebhookEntity webhook = webhooks.findById(delivery.webhookId()).orElseThrow();
        EncryptedField secret = webhook.encryptedSecret();
        if (webhook.deletedAt().isPresent() || secret == null) {
            delivery.giveUp("webhook_deleted");
            return Optional.empty();
        }
        if (!webhook.isActive()) {
            return Optional.empty();
        }
        if (!DeliverySchedule.goesOnAfter(delivery.attempts())) {
            // The process died in the last attempt.
            delivery.giveUp("interrupted");
            return Optional.empty();
        }
        delivery.begin(now, now.plus(schedule.delay(delivery.attempts() + 1)));
        return Optional.of(Attempt.of(delivery, webhook, secret));
    }

    /**
     * Notes what came of it.
     *
     * @return the delivery afterwards; null when another attempt has begun meanwhile or the row is gone
     */
    @Transactional
    public @Nullable Delivery finish(Attempt attempt, DeliveryResult result) {
        // The webhook before its delivery, as whoever deletes it does; and only if its row is to change.
        boolean changes = result instanceof DeliveryResult.Refused || webhooks.countFailing(attempt.webhookId()) > 0;
        Optional<WebhookEntity> webhook = changes ? webhooks.findLocked(attempt.webhookId()) : Optional.empty();
        DeliveryEntity delivery = deliveries
                .findLocked(attempt.deliveryId())
                .filter(found -> found.attempts() == attempt.attempt())
                .filter(found -> found.isPending() || found.isTest())
                .orElse(null);
        if (delivery == null) {
            return null;
        }
        switch (result) {
            case DeliveryResult.Accepted accepted -> {
                delivery.succeeded(DeliveryEntity.now(clock), accepted.status());
                webhook.ifPresent(WebhookEntity::succeeded);
            }
            case DeliveryResult.Refused refused -> {
                failed(delivery, refused);
                webhook.filter(found -> !delivery.isTest()).ifPresent(this::noteFailure);
            }
        }
        return delivery.toDelivery();
    }

    private static void failed(DeliveryEntity delivery, DeliveryResult.Refused refused) {
        delivery.failed(refused.error(), refused.status());
        if (delivery.isTest() || !DeliverySchedule.goesOnAfter(delivery.attempts())) {
            delivery.giveUp(refused.error());
        }
    }

    private void noteFailure(WebhookEntity webhook) {
        Webhook before = webhook.toWebhook();
        if (webhook.failed(clock)) {
            audit.paused(before, webhook.toWebhook());
        }
    }
}
