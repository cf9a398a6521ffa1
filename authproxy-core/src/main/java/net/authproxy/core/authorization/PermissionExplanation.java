package net.authproxy.core.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is or is not allowed (contract 4.6).
 *
 * @param deciding {@code actor} or {@code token}: whose entry decided; {@code none} when nobody's allows it
 * @param matched the entry that decided; absent when refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PermissionExplanation(
        boolean allowed, String deciding, @Nullable Match matched, String reason) {

    /**
     * The deciding entry.
     *
     * @param source {@code actor} or {@code token}
     * @param index its place in that list, from 0
     */
    public record Match(String source, int index, Permission permission) {}

    static PermissionExplanation of(
            ActorPrincipal actor, ResourceType resource, Verb verb, NamespacePath namespace, @Nullable String id) {
        int own = actor.permissions().firstMatch(resource, verb, namespace.value(), id);
        if (own < 0) {
            return new PermissionExplanation(
                    false,
                    "none",
                    null,
                    "no permission of the actor allows " + resource.text() + ":" + verb.text() + " in " + namespace);
        }
        PermissionSet narrowing = actor.narrowing();
        if (narrowing == null) {
            return new PermissionExplanation(
                    true, "actor", match("actor", own, actor.permissions()), "allowed by the actor's permissions");
        }
        int token = narrowing.firstMatch(resource, verb, namespace.value(), id);
        return token < 0
                ? new PermissionExplanation(
                        false, "token", null, "the actor may, but the token's permissions do not include it")
                : new PermissionExplanation(
                        true,
                        "token",
                        match("token", token, narrowing),
                        "allowed by the actor's permissions and by the token's");
    }

    private static Match match(String source, int index, PermissionSet set) {
        return new Match(source, index, set.written().get(index));
    }
}
