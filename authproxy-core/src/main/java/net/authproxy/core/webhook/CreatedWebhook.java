package net.authproxy.core.webhook;

import net.authproxy.core.shared.secret.SecretString;

/**
 * A webhook just made.
 *
 * @param secret key of the signatures; shown this once
 */
public record CreatedWebhook(Webhook webhook, SecretString secret) {}
