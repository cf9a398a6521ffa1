package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key to be registered (contract 4.2): exactly one of the two kinds of material. */
record ActorKeyRequest(
        @Schema(description = "OpenSSH line, PEM (SPKI or PKCS#1), or a public JWK as text or object") @Nullable
        Object publicKey,

        @Schema(
                description =
                        "secret of at least 32 bytes as key data, {\"value\"}, {\"base64\"} or {\"random\": true};"
                                + " never shown; keys of Vault, AWS and GCP are not supported yet: 400 validation_failed",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        Object sharedKey,

        @Schema(description = "RS256 or PS256 for RSA; else what the key implies") @Nullable
        String alg,

        @Schema(description = "at most 255 characters; absent: that of the OpenSSH line") @Nullable
        String comment,

        @Schema(description = "RFC 3339; one that has passed ends the key at once", format = "date-time") @Nullable
        String expiresAt,

        @Schema(description = "whether its tokens may name other actors; needs the verb assert_actors") @Nullable
        Boolean canAssertActors) {

    /** Says nothing of the material. */
    @Override
    public String toString() {
        return "key request";
    }
}
