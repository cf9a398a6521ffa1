package net.authproxy.core.webhook;

import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;

/** Webhooks of a namespace that ends. Last of all, so that they have been told of the ends of its connections. */
@SystemOperation
class WebhookNamespaceContents implements NamespaceContents {

    private static final int BATCH = 200;

    private final WebhookRepository webhooks;
    private final WebhookRules rules;

    WebhookNamespaceContents(WebhookRepository webhooks, WebhookRules rules) {
        this.webhooks = webhooks;
        this.rules = rules;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public int order() {
        return 4;
    }

    @Override
    @Transactional(readOnly = true)
    public long count(String namespace) {
        return webhooks.countLive(namespace);
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Subtree where) {
        return webhooks.countLive(where);
    }

    @Override
    @Transactional
    public void endSome(Subtree where) {
        for (WebhookEntity webhook : webhooks.findLive(where, Limit.of(BATCH))) {
            rules.end(webhook);
            rules.audit().endedWithNamespace(webhook.toWebhook());
        }
    }
}
