package net.authproxy.core.webhook;

import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.MetadataChange;
import org.jspecify.annotations.Nullable;

/** A partial update of a webhook: what is absent stays. */
public record WebhookChange(
        @Nullable String url,
        @Nullable EventPatterns events,
        @Nullable LabelSelector selector,
        @Nullable WebhookState state,
        MetadataChange metadata) {

    /** Only labels or annotations. */
    public static WebhookChange of(MetadataChange metadata) {
        return new WebhookChange(null, null, null, null, metadata);
    }

    /** Shows no URL. */
    @Override
    public String toString() {
        return "change of a webhook";
    }
}
