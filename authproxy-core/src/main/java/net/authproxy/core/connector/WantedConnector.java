package net.authproxy.core.connector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.DefinitionHash;
import net.authproxy.core.connector.definition.DefinitionIdentity;
import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An item of the configuration that reads and is complete in itself. */
record WantedConnector(
        String origin, JsonNode stored, ConnectorDefinition definition, String hash, Map<String, String> identity) {

    /** Reads all items; whatever is wrong with any is added to the findings. */
    static List<WantedConnector> readAll(
            List<ConfiguredConnector> items, List<String> identifyingLabels, List<FieldError> findings) {
        List<WantedConnector> wanted = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfiguredConnector item : items) {
            read(item, identifyingLabels, findings).ifPresent(one -> {
                DefinitionIdentity named = one.definition().identity();
                if (!seen.add(one.identity() + "|" + named.id() + "|" + named.version())) {
                    findings.add(new FieldError(
                            item.origin(),
                            "another item has the same identifying labels: give both an id or a version"));
                }
                wanted.add(one);
            });
        }
        return wanted;
    }

    private static Optional<WantedConnector> read(
            ConfiguredConnector item, List<String> identifyingLabels, List<FieldError> findings) {
        try {
            ConnectorDefinition definition =
                    DefinitionParser.parse(item.definition()).definition();
            Map<String, String> labels = definition.identity().labels();
            int before = findings.size();
            identifyingLabels.stream()
                    .filter(label -> !labels.containsKey(label))
                    .forEach(label -> findings.add(
                            new FieldError(item.origin() + ": labels." + label, "every connector needs this label")));
            String id = definition.identity().id();
            if (id != null && !ResourceId.wellFormed(id, IdType.CONNECTOR)) {
                findings.add(new FieldError(item.origin() + ": id", "not a connector id (cxr_...)"));
            }
            Labels.of(labels);
            if (findings.size() > before) {
                return Optional.empty();
            }
            Map<String, String> identity = new java.util.TreeMap<>(labels);
            identity.keySet().retainAll(identifyingLabels);
            return Optional.of(new WantedConnector(
                    item.origin(),
                    item.definition(),
                    definition,
                    DefinitionHash.of((ObjectNode) item.definition()),
                    identity));
        } catch (AuthProxyException e) {
            if (e.fields().isEmpty()) {
                findings.add(new FieldError(item.origin(), e.message()));
            }
            e.fields()
                    .forEach(field ->
                            findings.add(new FieldError(item.origin() + ": " + field.path(), field.message())));
            return Optional.empty();
        }
    }

    NamespacePath namespace() {
        return new NamespacePath(definition.identity().namespace());
    }

    VersionState state() {
        return definition.identity().state() == DefinitionIdentity.WantedState.DRAFT
                ? VersionState.DRAFT
                : VersionState.PRIMARY;
    }

    Map<String, String> labels() {
        return definition.identity().labels();
    }

    Map<String, String> annotations() {
        return definition.identity().annotations();
    }

    String displayName() {
        return definition.appearance().displayName();
    }

    /** Says where it stands and nothing of its content. */
    @Override
    public String toString() {
        return origin;
    }
}
