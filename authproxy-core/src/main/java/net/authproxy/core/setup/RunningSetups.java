package net.authproxy.core.setup;

import java.util.Optional;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.credential.CredentialVault;

/** Reads how set-ups stand. */
class RunningSetups {

    private final ConnectionStore connections;
    private final ConnectorService connectors;
    private final CredentialVault vault;

    RunningSetups(ConnectionStore connections, ConnectorService connectors, CredentialVault vault) {
        this.connections = connections;
        this.connectors = connectors;
        this.vault = vault;
    }

    Optional<RunningSetup> find(String id) {
        return connections.find(id).map(this::of);
    }

    /** The same, and nobody else changes it until the running transaction ends. */
    Optional<RunningSetup> findForChange(String id) {
        return connections.findForChange(id).map(this::of);
    }

    RunningSetup of(SealedConnection sealed) {
        Connection connection = sealed.connection();
        ConnectorVersion version = connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow(Authorizer::notFound);
        return new RunningSetup(
                sealed,
                version,
                SetupPlan.of(version.definition()),
                vault.openStaged(sealed),
                vault.openSetupConfiguration(sealed));
    }
}
