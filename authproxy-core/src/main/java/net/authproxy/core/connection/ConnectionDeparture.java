package net.authproxy.core.connection;

import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connector.ConnectorVersions;
import org.springframework.context.event.EventListener;

/** A version that is no longer offered goes with its last connection (contract 6.6). */
@SystemOperation
class ConnectionDeparture {

    private final ConnectorVersions versions;

    ConnectionDeparture(ConnectorVersions versions) {
        this.versions = versions;
    }

    /** In the transaction that ends the connection. */
    @EventListener
    void on(ConnectionEvent event) {
        if (event.kind() == ConnectionEvent.Kind.DISCONNECTED) {
            versions.retireUnused(
                    event.connection().connectorId(), event.connection().connectorVersion());
        }
    }
}
