package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token to be minted (contract 4.6). */
record MintTokenRequest(
        @Schema(
                description = "permission objects, strict; all that the token allows",
                requiredMode = Schema.RequiredMode.REQUIRED,
                implementation = Object[].class)
        @Nullable
        Object permissions,

        @Schema(description = "such as 15m, the default; at most system_auth.jwt_max_lifetime") @Nullable
        String ttl,

        @Schema(description = "services: public, api, admin-api; default api") @Nullable
        List<@Nullable String> aud,

        @Schema(description = "whether the token is good for one use only") @Nullable
        Boolean nonce) {}
