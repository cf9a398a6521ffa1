package net.authproxy.server;

import net.authproxy.core.connector.ConnectorReconciler;
import net.authproxy.core.connector.ConnectorsSettings;

/** Connectors that the operator's files describe. */
final class ConfiguredResources {

    private final ConnectorReconciler connectors;
    private final ConnectorsSettings settings;

    ConfiguredResources(ConnectorReconciler connectors, ConnectorsSettings settings) {
        this.connectors = connectors;
        this.settings = settings;
    }

    void loadConnectors() {
        if (settings.autoMigrate()) {
            connectors.reconcile(ConfiguredConnectors.read(settings), settings.identifyingLabels());
        }
    }
}
