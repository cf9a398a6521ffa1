package net.authproxy.core.shared.resource;

/** Kinds of identifiers and their prefixes (contract 1.4). */
public enum IdType {
    ACTOR("act_"),
    ACTOR_KEY("ak_"),
    SESSION("sess_"),
    JWT("jti_"),
    NONCE("non_"),
    CONNECTOR("cxr_"),
    CONNECTION("cxn_"),
    OAUTH2_TOKEN("tok_"),
    OAUTH2_STATE("oas_"),
    ENCRYPTION_KEY("ek_"),
    ENCRYPTION_KEY_VERSION("ekv_"),
    REQUEST("req_"),
    CORRELATION("cor_"),
    AUDIT("aud_"),
    WEBHOOK("whk_"),
    DELIVERY("dlv_"),
    TASK("tsk_");

    private final String prefix;

    IdType(String prefix) {
        this.prefix = prefix;
    }

    /** The text before the random part, with its underscore. */
    public String prefix() {
        return prefix;
    }

    /** Whether the value is guess-sensitive: 128 random bits instead of time and random. */
    boolean random() {
        return this == SESSION || this == OAUTH2_STATE || this == NONCE;
    }
}
