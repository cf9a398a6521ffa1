package net.authproxy.core.webhook;

import java.time.Instant;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events in its namespace and below, without its secret (contract 12).
 *
 * @param url absolute; path and query may be as good as a secret, so it is never logged
 * @param selector labels that the thing of an event must have
 * @param failingSince first failure after the last success; absent while deliveries succeed
 */
public record Webhook(
        String id,
        NamespacePath namespace,
        String url,
        EventPatterns events,
        LabelSelector selector,
        WebhookState state,
        @Nullable Instant failingSince,
        Labels labels,
        Annotations annotations,
        Instant createdAt,
        Instant updatedAt) {

    /** Shows no URL. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}
