package net.authproxy.core.webhook;

import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.encryption.EncryptedColumn;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the webhook feature; needs a task queue, the egress gate and the client behind it. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {

    private final WebhookAudit audit;

    WebhookConfiguration(AuditTrail trail) {
        this.audit = new WebhookAudit(trail);
    }

    @Bean
    EncryptedColumn webhookSecretColumn() {
        return new EncryptedColumn("webhooks", "encrypted_secret");
    }

    @Bean
    EncryptedColumn webhookPayloadColumn() {
        return new EncryptedColumn("webhook_deliveries", "encrypted_payload");
    }

    @Bean
    DeliveryQueue deliveryQueue(DeliveryRepository deliveries, TaskQueue queue, Clock clock) {
        return new DeliveryQueue(deliveries, queue, clock);
    }

    @Bean
    WebhookRules webhookRules(
            FieldCipher cipher,
            SecureRandom random,
            EgressPolicy egress,
            OutboundHttpClient http,
            DeliveryRepository deliveries,
            DeliveryQueue queue,
            Clock clock) {
        return new WebhookRules(
                new WebhookSecrets(cipher, random),
                new WebhookCalls(egress, http, clock),
                deliveries,
                queue,
                audit,
                clock);
    }

    @Bean
    WebhookService webhookService(
            WebhookRepository webhooks,
            EntityManager entities,
            CursorCodec cursors,
            NamespaceService namespaces,
            WebhookRules rules,
            IdGenerator ids,
            Clock clock) {
        return new WebhookService(webhooks, new WebhookList(entities, cursors), namespaces, rules, ids, clock);
    }

    @Bean
    DeliveryOutbox deliveryOutbox(WebhookRepository webhooks, WebhookRules rules, IdGenerator ids, Clock clock) {
        return new DeliveryOutbox(webhooks, rules.deliveries(), rules.secrets(), rules.queue(), ids, clock);
    }

    @Bean
    WebhookListener webhookListener(DeliveryOutbox outbox) {
        return new WebhookListener(outbox);
    }

    @Bean
    DeliveryLedger deliveryLedger(
            WebhookRepository webhooks, DeliveryRepository deliveries, SecureRandom random, Clock clock) {
        return new DeliveryLedger(webhooks, deliveries, new DeliverySchedule(random), audit, clock);
    }

    @Bean
    DeliverWebhook deliverWebhook(DeliveryLedger ledger, WebhookRules rules) {
        return new DeliverWebhook(ledger, rules.secrets(), rules.calls(), rules.queue());
    }

    @Bean
    DeliveryService deliveryService(
            WebhookRepository webhooks,
            EntityManager entities,
            CursorCodec cursors,
            DeliveryOutbox outbox,
            DeliverWebhook sender,
            WebhookRules rules,
            TransactionTemplate transaction) {
        return new DeliveryService(webhooks, new DeliveryList(entities, cursors), outbox, sender, rules, transaction);
    }

    @Bean
    DeliveryPurge deliveryPurge(DeliveryRepository deliveries, TransactionTemplate transaction, Clock clock) {
        return new DeliveryPurge(deliveries, transaction, clock);
    }

    @Bean
    NamespaceContents webhookNamespaceContents(WebhookRepository webhooks, WebhookRules rules) {
        return new WebhookNamespaceContents(webhooks, rules);
    }
}
