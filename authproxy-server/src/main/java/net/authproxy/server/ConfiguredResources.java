package net.authproxy.server;

import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.connector.ConnectorReconciler;
import net.authproxy.core.connector.ConnectorsSettings;

/** Connectors and actors that the operator's files describe. */
final class ConfiguredResources {

    private final ActorSynchronizer actors;
    private final IdentityConfiguration.ConfiguredActors configuredActors;
    private final ConnectorReconciler connectors;
    private final ConnectorsSettings settings;

    ConfiguredResources(
            ActorSynchronizer actors,
            IdentityConfiguration.ConfiguredActors configuredActors,
            ConnectorReconciler connectors,
            ConnectorsSettings settings) {
        this.actors = actors;
        this.configuredActors = configuredActors;
        this.connectors = connectors;
        this.settings = settings;
    }

    void loadConnectors() {
        if (settings.autoMigrate()) {
            connectors.reconcile(ConfiguredConnectors.read(settings), settings.identifyingLabels());
        }
    }

    void loadActors() {
        configuredActors.source().ifPresent(actors::synchronize);
    }
}
