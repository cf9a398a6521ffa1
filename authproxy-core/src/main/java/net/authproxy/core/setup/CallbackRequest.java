package net.authproxy.core.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A browser that came back.
 *
 * @param parameters of the query, decoded, each with all its values
 * @param cookies values of all cookies by name
 * @param session who is signed in at this browser; absent if nobody
 */
public record CallbackRequest(
        Map<String, List<String>> parameters,
        Map<String, List<String>> cookies,
        @Nullable ActorPrincipal session) {

    /** The one value; empty when there is none. */
    Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    boolean repeatsAny() {
        return parameters.values().stream().anyMatch(values -> values.size() > 1);
    }

    /** Holds codes and states. */
    @Override
    public String toString() {
        return "CallbackRequest" + parameters.keySet();
    }
}
