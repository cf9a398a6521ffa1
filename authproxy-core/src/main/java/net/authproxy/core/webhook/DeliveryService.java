package net.authproxy.core.webhook;

import java.util.Map;
import java.util.Objects;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.support.TransactionTemplate;

/** Shows what a webhook was sent, tries it and has something sent again (contract 12). */
public class DeliveryService {

    private final WebhookAccess access;
    private final DeliveryRepository deliveries;
    private final DeliveryList list;
    private final DeliveryOutbox outbox;
    private final DeliverWebhook sender;
    private final WebhookRules rules;
    private final TransactionTemplate transaction;

    DeliveryService(
            WebhookRepository webhooks,
            DeliveryList list,
            DeliveryOutbox outbox,
            DeliverWebhook sender,
            WebhookRules rules,
            TransactionTemplate transaction) {
        this.access = new WebhookAccess(webhooks);
        this.deliveries = rules.deliveries();
        this.list = list;
        this.outbox = outbox;
        this.sender = sender;
        this.rules = rules;
        this.transaction = transaction;
    }

    /**
     * Lists the deliveries of a webhook the caller may get, of the last 30 days.
     *
     * @param filters {@code status}, {@code event}
     */
    public Page<Delivery> list(
            ActorPrincipal caller, ResourceId webhookId, ListRequest request, Map<String, String> filters) {
        return Objects.requireNonNull(transaction.execute(status -> {
            WebhookEntity webhook = access.live(caller, Verb.GET, webhookId);
            return list.page(webhook.getId(), request, filters).map(DeliveryEntity::toDelivery);
        }));
    }

    /**
     * Sends an event {@code webhook.test} once, now, also when the webhook is paused. That the receiver fails is an
     * answer, not an error.
     */
    public Delivery test(ActorPrincipal caller, ResourceId webhookId) {
        DeliveryLedger.Attempt attempt = Objects.requireNonNull(transaction.execute(status -> {
            WebhookEntity webhook = access.locked(caller, Verb.UPDATE, webhookId);
            EncryptedField secret = Objects.requireNonNull(webhook.encryptedSecret(), "a live webhook has a secret");
            DeliveryEntity delivery = outbox.write(webhook, WebhookEvent.test(webhook.namespace()));
            delivery.beginOnce(DeliveryEntity.now(rules.clock()));
            rules.audit().tested(caller, webhook.toWebhook(), delivery.getId());
            return DeliveryLedger.Attempt.of(delivery, webhook, secret);
        }));
        Delivery after = sender.make(attempt);
        if (after == null) {
            throw new AuthProxyException(ErrorCode.NOT_FOUND, "the delivery was removed meanwhile");
        }
        return after;
    }

    /**
     * Has a delivery sent again with the same id and body, as soon as possible; one that has ended begins anew, with all
     * its retries.
     *
     * @throws AuthProxyException {@code invalid_transition} when the webhook is paused
     */
    public Delivery redeliver(ActorPrincipal caller, ResourceId webhookId, ResourceId deliveryId) {
        return Objects.requireNonNull(transaction.execute(status -> {
            WebhookEntity webhook = access.locked(caller, Verb.UPDATE, webhookId);
            DeliveryEntity delivery =
                    deliveries.findLocked(deliveryId.text(), webhook.getId()).orElseThrow(Authorizer::notFound);
            if (!webhook.isActive()) {
                throw new AuthProxyException(
                        ErrorCode.INVALID_TRANSITION, "the webhook is paused; set its state to active first");
            }
            delivery.again(DeliveryEntity.now(rules.clock()));
            rules.audit().redelivered(caller, webhook.toWebhook(), delivery.getId());
            rules.queue().afterCommit(delivery.toDelivery());
            return delivery.toDelivery();
        }));
    }
}
