package net.authproxy.core.webhook;

import java.time.Clock;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import org.springframework.transaction.annotation.Transactional;

/** Creates, changes and finds webhooks (contract 12). */
public class WebhookService {

    private final WebhookRepository webhooks;
    private final WebhookAccess access;
    private final WebhookList list;
    private final NamespaceService namespaces;
    private final WebhookRules rules;
    private final IdGenerator ids;
    private final Clock clock;

    WebhookService(
            WebhookRepository webhooks,
            WebhookList list,
            NamespaceService namespaces,
            WebhookRules rules,
            IdGenerator ids,
            Clock clock) {
        this.webhooks = webhooks;
        this.access = new WebhookAccess(webhooks);
        this.list = list;
        this.namespaces = namespaces;
        this.rules = rules;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a webhook, which is told of what happens in its namespace and below from now on. */
    @Transactional
    public CreatedWebhook create(ActorPrincipal caller, NewWebhook wanted) {
        Authorizer.requireAnywhere(caller, ResourceType.WEBHOOKS, Verb.CREATE);
        requireLiveNamespace(caller, wanted.namespace());
        Authorizer.require(caller, ResourceType.WEBHOOKS, Verb.CREATE, wanted.namespace(), null);
        rules.calls().check(wanted.url());
        String id = ids.nextText(IdType.WEBHOOK);
        SecretString secret = wanted.secret() == null ? rules.secrets().make() : wanted.secret();
        WebhookEntity made = webhooks.save(
                new WebhookEntity(clock, id, wanted, rules.secrets().sealSecret(wanted.namespace(), id, secret)));
        rules.audit().created(caller, made.toWebhook());
        return new CreatedWebhook(made.toWebhook(), secret);
    }

    private void requireLiveNamespace(ActorPrincipal caller, NamespacePath path) {
        if (!Authorizer.sees(caller, path) || !namespaces.holdActive(path)) {
            throw AuthProxyException.invalid("namespace", "no such namespace");
        }
    }

    /** One live webhook. */
    @Transactional(readOnly = true)
    public Webhook get(ActorPrincipal caller, ResourceId id) {
        return access.live(caller, Verb.GET, id).toWebhook();
    }

    /**
     * Lists live webhooks the caller may see.
     *
     * @param filters {@code state}
     */
    @Transactional(readOnly = true)
    public Page<Webhook> list(ActorPrincipal caller, ListRequest request, Map<String, String> filters) {
        Authorizer.requireAnywhere(caller, ResourceType.WEBHOOKS, Verb.LIST);
        return list.page(request, Authorizer.scope(caller, ResourceType.WEBHOOKS, Verb.LIST), filters)
                .map(WebhookEntity::toWebhook);
    }

    /**
     * Changes what the change names. One that becomes active again is sent what it has missed.
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    public Webhook update(ActorPrincipal caller, ResourceId id, WebhookChange change, Precondition precondition) {
        WebhookEntity webhook = access.locked(caller, Verb.UPDATE, id);
        precondition.require(webhook.updatedAt());
        if (change.url() != null) {
            rules.calls().check(change.url());
        }
        Webhook before = webhook.toWebhook();
        webhook.change(change);
        webhook.touch(clock);
        Webhook after = webhook.toWebhook();
        if (before.state() != after.state() && after.state() == WebhookState.ACTIVE) {
            rules.wake(id.text());
        }
        rules.audit().updated(caller, before, after);
        return after;
    }

    /** Deletes the webhook and wipes its secret; what it was not told yet it never is. Deleting again is fine. */
    @Transactional
    public void delete(ActorPrincipal caller, ResourceId id, Precondition precondition) {
        WebhookEntity webhook = access.deletable(caller, id);
        if (webhook.deletedAt().isPresent()) {
            return;
        }
        precondition.require(webhook.updatedAt());
        rules.end(webhook);
        rules.audit().deleted(caller, webhook.toWebhook());
    }
}
