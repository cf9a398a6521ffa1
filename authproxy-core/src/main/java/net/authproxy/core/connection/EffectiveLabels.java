package net.authproxy.core.connection;

import java.util.Map;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;

/**
 * Own labels, over those of the namespaces from near to far, over those of the connector version, plus system labels
 * (contract 1.6).
 */
class EffectiveLabels {

    private static final String CONNECTOR_ID = "authproxy.io/connector-id";
    private static final String CONNECTOR_VERSION = "authproxy.io/connector-version";

    private final NamespaceService namespaces;

    EffectiveLabels(NamespaceService namespaces) {
        this.namespaces = namespaces;
    }

    Labels compute(Labels own, NamespacePath namespace, ConnectorLabels connector) {
        return connector
                .labels()
                .overlaidBy(namespaces.inheritedLabels(namespace))
                .overlaidBy(own)
                .overlaidBy(new Labels(Map.of(
                        CONNECTOR_ID,
                        connector.connectorId(),
                        CONNECTOR_VERSION,
                        Integer.toString(connector.version()))));
    }
}
