package net.authproxy.web.webhook;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.webhook.Webhook;
import net.authproxy.core.webhook.WebhookChange;
import net.authproxy.core.webhook.WebhookService;
import net.authproxy.web.metadata.MetadataRoutes;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of webhooks. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}")
class WebhookMetadataController extends MetadataRoutes {

    private final WebhookService webhooks;

    WebhookMetadataController(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        return metadata(webhooks.get(caller, ResourceId.parse(id, IdType.WEBHOOK)));
    }

    @Override
    protected Metadata change(ActorPrincipal caller, String id, MetadataChange change, Precondition precondition) {
        ResourceId webhook = ResourceId.parse(id, IdType.WEBHOOK);
        return metadata(webhooks.update(caller, webhook, WebhookChange.of(change), precondition));
    }

    private static Metadata metadata(Webhook webhook) {
        return new Metadata(webhook.labels(), webhook.annotations(), webhook.updatedAt());
    }
}
