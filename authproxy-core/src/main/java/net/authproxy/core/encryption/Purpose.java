package net.authproxy.core.encryption;

import java.util.Locale;

/**
 * What a ciphertext is for (security D2, D3; contract 11.1). Each purpose has a key of its own and names the column it
 * belongs to, so that a value moved to another place does not open.
 */
public enum Purpose {
    CONNECTION_CREDENTIALS("connections.encrypted_credentials"),
    CONNECTION_CONFIGURATION("connections.encrypted_configuration"),
    CONNECTION_STAGED("connections.encrypted_staged"),
    OAUTH2_ACCESS_TOKEN("oauth2_tokens.encrypted_access_token"),
    OAUTH2_REFRESH_TOKEN("oauth2_tokens.encrypted_refresh_token"),
    OAUTH2_ANSWER("oauth2_refreshes.encrypted_answer"),
    OAUTH2_STATE("redis:oauth2-state"),
    CONNECTOR_DEFINITION("connector_versions.encrypted_definition"),
    ACTOR_KEY("actor_keys.encrypted_key"),
    WEBHOOK_SECRET("webhooks.encrypted_secret"),
    WEBHOOK_PAYLOAD("webhook_deliveries.encrypted_payload"),
    JOB_PAYLOAD("redis:job"),
    SESSION("redis:session"),
    SESSION_COOKIE("cookie"),
    CURSOR("cursor"),
    TASK_TOKEN("task"),
    IDEMPOTENT_ANSWER("redis:idem"),
    AUDIT_HEAD("audit_chain.sealed_head");

    private final String column;
    private final String label;

    Purpose(String column) {
        this.column = column;
        this.label = "authproxy/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "/v1";
    }

    /** {@code table.column}, or the kind of a value without a row. */
    String column() {
        return column;
    }

    /** HKDF info of the purpose's key. */
    String label() {
        return label;
    }
}
