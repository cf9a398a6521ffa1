package net.authproxy.core.probe;

import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ProbeDefinition;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ResourceId;

/** {@code _test}: all probes of a connection, now (contract 7.1). */
public class ConnectionTester {

    private final ConnectionService connections;
    private final ConnectionStore store;
    private final ConnectorService connectors;
    private final ProbeRunner runner;
    private final ProbeHealth health;

    ConnectionTester(
            ConnectionService connections,
            ConnectionStore store,
            ConnectorService connectors,
            ProbeRunner runner,
            ProbeHealth health) {
        this.connections = connections;
        this.store = store;
        this.connectors = connectors;
        this.runner = runner;
        this.health = health;
    }

    /** What the probes came to. */
    public record Tested(ConnectionHealth health, List<ProbeOutcome> results) {}

    /**
     * Runs them. A connector without probes leaves the health as it is.
     *
     * @throws AuthProxyException {@code connection_not_ready} while it is not
     */
    public Tested test(ActorPrincipal caller, ResourceId id) {
        Connection connection = connections.require(caller, id, Verb.UPDATE);
        if (connection.state() != ConnectionState.READY) {
            throw new AuthProxyException(
                            ErrorCode.CONNECTION_NOT_READY,
                            "the connection is " + connection.state().text())
                    .with("state", connection.state().text());
        }
        SealedConnection sealed = store.find(id.text()).orElseThrow(Authorizer::notFound);
        List<ProbeDefinition> probes = connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow(Authorizer::notFound)
                .definition()
                .probes();
        List<ProbeOutcome> outcomes = runner.run(sealed, probes);
        return new Tested(outcomes.isEmpty() ? connection.health() : health.note(connection, outcomes), outcomes);
    }
}
