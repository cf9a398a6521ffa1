package net.authproxy.core.connection;

import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;

/**
 * Own labels, over those of the namespaces from near to far, over those of the connector version, plus system labels
 * (contract 1.6). One is made per transaction, as it remembers what it read. Not thread-safe.
 */
class EffectiveLabels {

    private static final String CONNECTOR_ID = "authproxy.io/connector-id";
    private static final String CONNECTOR_VERSION = "authproxy.io/connector-version";

    private final NamespaceService namespaces;
    private final ConnectorService connectors;
    private final Map<NamespacePath, Labels> inherited = new HashMap<>();
    private final Map<String, Labels> versions = new HashMap<>();

    EffectiveLabels(NamespaceService namespaces, ConnectorService connectors) {
        this.namespaces = namespaces;
        this.connectors = connectors;
    }

    Labels of(ConnectionEntity connection) {
        Connection now = connection.toConnection();
        Labels system = new Labels(
                Map.of(CONNECTOR_ID, now.connectorId(), CONNECTOR_VERSION, Integer.toString(now.connectorVersion())));
        return versions.computeIfAbsent(now.connectorId() + "/" + now.connectorVersion(), key -> ofVersion(now))
                .overlaidBy(inherited.computeIfAbsent(now.namespace(), namespaces::inheritedLabels))
                .overlaidBy(now.labels())
                .overlaidBy(system);
    }

    private Labels ofVersion(Connection connection) {
        return connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .map(ConnectorVersion::labels)
                .orElseThrow(Authorizer::notFound);
    }
}
