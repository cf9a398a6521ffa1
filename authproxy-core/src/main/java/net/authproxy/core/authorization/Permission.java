package net.authproxy.core.authorization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A permission as written (contract 4.3). Entries of a list add up.
 *
 * @param namespace a matcher that may hold the actor templates {@code {{external_id}}} and {@code {{labels.key}}}
 * @param resources names, or {@code *}; at least one
 * @param resourceIds the only ids it covers; empty for all
 * @param verbs names, or {@code *}; at least one
 */
public record Permission(
        String namespace,
        List<String> resources,

        @JsonProperty("resource_ids") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> resourceIds,

        List<String> verbs) {

    static final String ANY = "*";

    public Permission {
        resources = List.copyOf(resources);
        resourceIds = List.copyOf(resourceIds);
        verbs = List.copyOf(verbs);
    }

    @JsonCreator
    static Permission read(
            @JsonProperty("namespace") String namespace,
            @JsonProperty("resources") List<String> resources,
            @JsonProperty("resource_ids") @Nullable List<String> resourceIds,
            @JsonProperty("verbs") List<String> verbs) {
        return new Permission(namespace, resources, resourceIds == null ? List.of() : resourceIds, verbs);
    }

    /** Everything, everywhere. */
    public static Permission everything() {
        return new Permission("root.**", List.of(ANY), List.of(), List.of(ANY));
    }
}
