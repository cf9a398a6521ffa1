package net.authproxy.core.connector.definition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a definition says about its own place; over HTTP the server sets it and ignores what was sent.
 *
 * @param id the connector's id; absent if the server is to find or make it
 * @param version number of the version; absent if the server is to count
 * @param namespace where the connector belongs, {@code root} by default
 * @param state what a definition from the configuration becomes
 * @param labels checked labels
 * @param annotations checked annotations
 */
public record DefinitionIdentity(
        @Nullable String id,
        @Nullable Integer version,
        String namespace,
        WantedState state,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** The state a definition from the configuration file asks for. */
    public enum WantedState {
        PRIMARY,
        DRAFT
    }

    public DefinitionIdentity {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
