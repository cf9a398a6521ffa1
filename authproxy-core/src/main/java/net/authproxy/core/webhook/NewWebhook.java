package net.authproxy.core.webhook;

import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be made.
 *
 * @param secret key of the signatures, {@link WebhookSecrets#check checked}; absent: one is made
 */
public record NewWebhook(
        NamespacePath namespace,
        String url,
        EventPatterns events,
        LabelSelector selector,
        @Nullable SecretString secret,
        Labels labels,
        Annotations annotations) {

    public NewWebhook {
        if (secret != null) {
            WebhookSecrets.check(secret);
        }
    }

    /** Shows no URL. */
    @Override
    public String toString() {
        return "new webhook in " + namespace;
    }
}
