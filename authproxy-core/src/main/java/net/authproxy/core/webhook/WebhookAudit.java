package net.authproxy.core.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of webhooks. Of the URL only scheme and host: its path may be as good as a secret. */
class WebhookAudit {

    private final AuditTrail trail;

    WebhookAudit(AuditTrail trail) {
        this.trail = trail;
    }

    void created(ActorPrincipal caller, Webhook made) {
        trail.record(caller, event(AuditAction.WEBHOOK_CREATE, null, made));
    }

    void updated(ActorPrincipal caller, Webhook before, Webhook after) {
        trail.record(caller, event(AuditAction.WEBHOOK_UPDATE, before, after));
    }

    void deleted(ActorPrincipal caller, Webhook before) {
        trail.record(caller, event(AuditAction.WEBHOOK_DELETE, before, null));
    }

    void endedWithNamespace(Webhook before) {
        trail.recordSystem(event(AuditAction.WEBHOOK_DELETE, before, null).with("source", "namespace"));
    }

    /** It had failed for too long. */
    void paused(Webhook before, Webhook after) {
        trail.recordSystem(event(AuditAction.WEBHOOK_PAUSE, before, after).with("reason", "failing"));
    }

    void tested(ActorPrincipal caller, Webhook webhook, String deliveryId) {
        trail.record(
                caller,
                AuditEvent.of(AuditAction.WEBHOOK_TEST, webhook.namespace(), webhook.id())
                        .with("delivery_id", deliveryId));
    }

    void redelivered(ActorPrincipal caller, Webhook webhook, String deliveryId) {
        trail.record(
                caller,
                AuditEvent.of(AuditAction.WEBHOOK_REDELIVER, webhook.namespace(), webhook.id())
                        .with("delivery_id", deliveryId));
    }

    private static AuditEvent event(AuditAction action, @Nullable Webhook before, @Nullable Webhook after) {
        Webhook subject = after == null ? before : after;
        if (subject == null) {
            throw new IllegalArgumentException("neither before nor after");
        }
        return AuditEvent.of(action, subject.namespace(), subject.id())
                .with("host", OutboundUrl.parse(subject.url()).toString())
                .with("state", subject.state().text())
                .changing(before == null ? null : members(before), after == null ? null : members(after));
    }

    private static Map<String, Object> members(Webhook webhook) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", webhook.id());
        members.put("namespace", webhook.namespace().value());
        members.put("url", webhook.url());
        members.put("events", webhook.events().patterns());
        members.put("label_selector", webhook.selector().toString());
        members.put("state", webhook.state().text());
        members.put("labels", webhook.labels().values());
        members.put("annotations", webhook.annotations().values());
        return members;
    }
}
