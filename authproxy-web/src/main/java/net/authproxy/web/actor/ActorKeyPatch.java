package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A partial update of a key (contract 4.2): what is absent stays, null takes the value away. */
record ActorKeyPatch(
        @Schema(implementation = String.class, nullable = true) @Nullable
        JsonNode comment,

        @Schema(
                implementation = String.class,
                nullable = true,
                format = "date-time",
                description = "RFC 3339; one that has passed ends the key at once")
        @Nullable
        JsonNode expiresAt,

        @Schema(description = "true needs the verb assert_actors") @Nullable
        Boolean canAssertActors) {}
