package net.authproxy.core.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionEvent;
import net.authproxy.core.connector.ConnectorEvent;
import net.authproxy.core.namespace.NamespaceDestroyed;
import org.springframework.context.event.EventListener;

/** Hears of changes within their transactions and says what webhooks are told of them. */
class WebhookListener {

    private final DeliveryOutbox outbox;

    WebhookListener(DeliveryOutbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void on(ConnectionEvent event) {
        Connection connection = event.connection();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("connection_id", connection.id());
        data.put("connector_id", connection.connectorId());
        data.put("connector_version", connection.connectorVersion());
        data.put("actor_id", connection.actorId());
        data.put("state", connection.state().text());
        data.put("health", connection.health().text());
        if (connection.healthReason() != null) {
            data.put("health_reason", connection.healthReason());
        }
        if (event.revocation() != null) {
            data.put("revocation", event.revocation());
        }
        data.put("effective_labels", connection.effectiveLabels().values());
        outbox.record(
                new WebhookEvent(event.kind().text(), connection.namespace(), connection.effectiveLabels(), data));
    }

    @EventListener
    void on(ConnectorEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("connector_id", event.connectorId());
        data.put("version", event.version());
        data.put("labels", event.labels().values());
        outbox.record(new WebhookEvent(event.kind().text(), event.namespace(), event.labels(), data));
    }

    @EventListener
    void on(NamespaceDestroyed event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("path", event.namespace().path().value());
        data.put("labels", event.namespace().labels().values());
        outbox.record(new WebhookEvent(
                "namespace.destroyed",
                event.namespace().path(),
                event.namespace().labels(),
                data));
    }
}
