package net.authproxy.web.actor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.authorization.Permission;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * An actor (contract 4.1).
 *
 * @param permissions only on admin-api
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActorResponse(
        String id,
        String namespace,
        String externalId,
        @Nullable List<Permission> permissions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String createdAt,
        String updatedAt) {

    /** The JSON form, with or without permissions. */
    public static ActorResponse of(Actor actor, boolean withPermissions) {
        return new ActorResponse(
                actor.id(),
                actor.namespace().value(),
                actor.externalId(),
                withPermissions ? actor.permissions() : null,
                actor.labels().values(),
                actor.annotations().values(),
                Timestamps.text(actor.createdAt()),
                Timestamps.text(actor.updatedAt()));
    }
}
