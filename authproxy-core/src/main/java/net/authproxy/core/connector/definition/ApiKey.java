package net.authproxy.core.connector.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One or more secrets the user pastes.
 *
 * @param fields what is asked; empty if {@code jsonSchema} says so instead
 * @param jsonSchema the author's own form; absent if the fields make it
 * @param placements where the values go, in order; never empty
 */
public record ApiKey(
        List<CredentialField> fields,
        @Nullable JsonNode jsonSchema,
        List<Placement> placements,
        @Nullable Identity identity,
        boolean allowAccountChange)
        implements AuthMethod {

    public ApiKey {
        fields = List.copyOf(fields);
        placements = List.copyOf(placements);
    }
}
