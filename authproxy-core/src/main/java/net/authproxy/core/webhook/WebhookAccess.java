package net.authproxy.core.webhook;

import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.resource.ResourceId;

/** Finds webhooks for callers by the two gates of contract 1.2. */
class WebhookAccess {

    private final WebhookRepository webhooks;

    WebhookAccess(WebhookRepository webhooks) {
        this.webhooks = webhooks;
    }

    WebhookEntity live(ActorPrincipal caller, Verb verb, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.WEBHOOKS, verb);
        return permitted(caller, verb, webhooks.findLive(id.text()));
    }

    /** The same, held until the transaction ends, for a change. */
    WebhookEntity locked(ActorPrincipal caller, Verb verb, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.WEBHOOKS, verb);
        return permitted(caller, verb, webhooks.findLocked(id.text()));
    }

    /** Also one that was deleted: who may delete it may say so twice, to everybody else it does not exist. */
    WebhookEntity deletable(ActorPrincipal caller, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.WEBHOOKS, Verb.DELETE);
        return permitted(caller, Verb.DELETE, webhooks.findLockedAnyState(id.text()));
    }

    private static WebhookEntity permitted(ActorPrincipal caller, Verb verb, Optional<WebhookEntity> found) {
        WebhookEntity webhook = found.orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.WEBHOOKS, verb, webhook.namespace(), webhook.getId());
        return webhook;
    }
}
