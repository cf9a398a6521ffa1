package net.authproxy.core.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The versions in the database, by connector, as reconciliation looks at them. */
class StoredConnectors {

    private final Map<String, List<ConnectorVersionEntity>> byId = new TreeMap<>();
    private final List<String> identifyingLabels;

    StoredConnectors(List<ConnectorVersionEntity> rows, List<String> identifyingLabels) {
        this.identifyingLabels = identifyingLabels;
        rows.forEach(row ->
                byId.computeIfAbsent(row.key().id(), id -> new ArrayList<>()).add(row));
    }

    /** All versions of a connector, oldest first; empty when it is unknown. */
    List<ConnectorVersionEntity> versions(String id) {
        return byId.getOrDefault(id, List.of());
    }

    /** Ids of the connectors whose newest version has exactly these identifying labels. */
    List<String> withIdentity(Map<String, String> identity) {
        return byId.entrySet().stream()
                .filter(entry -> identityOf(entry.getValue().getLast()).equals(identity))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> identityOf(ConnectorVersionEntity row) {
        Map<String, String> identity = new TreeMap<>(row.labels().values());
        identity.keySet().retainAll(identifyingLabels);
        return identity;
    }
}
