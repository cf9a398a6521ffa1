package net.authproxy.web.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.web.actor.ActorResponse;
import org.jspecify.annotations.Nullable;

/** Who the caller is and what it may do (contract 4.6). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MeResponse(
        ActorResponse actor,
        String auth,
        String service,
        @Nullable Token token,
        List<Permission> permissions,
        @Nullable List<Permission> tokenPermissions) {

    /** The token that was presented. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Token(@Nullable String jti, long exp, @Nullable String keyId) {}
}
