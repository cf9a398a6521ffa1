package net.authproxy.core.probe;

import java.util.List;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.definition.ProbeDefinition;
import org.jspecify.annotations.Nullable;

/** From outcomes to the connection's health (contract 7.1). */
class ProbeHealth {

    static final String FAILED = "probe_failed:";

    private final ConnectionStore connections;
    private final ProbeResults results;

    ProbeHealth(ConnectionStore connections, ProbeResults results) {
        this.connections = connections;
        this.results = results;
    }

    /** After somebody asked: what the probes say now, counts. */
    ConnectionHealth note(Connection connection, List<ProbeOutcome> outcomes) {
        String failed = outcomes.stream()
                .filter(outcome -> !outcome.ok())
                .map(ProbeOutcome::probeId)
                .findFirst()
                .orElse(null);
        return note(connection, failed);
    }

    /** After a periodic run: only so many failures, or successes, in a row turn it. */
    void note(Connection connection, ProbeDefinition probe, ProbeOutcome outcome) {
        int threshold = outcome.ok() ? probe.successThreshold() : probe.failureThreshold();
        List<Boolean> newest = results.newest(connection.id(), probe.id(), threshold);
        boolean agreed = newest.size() >= threshold && newest.stream().allMatch(ok -> ok == outcome.ok());
        boolean ours = (FAILED + probe.id()).equals(connection.healthReason());
        if (agreed && (!outcome.ok() || ours || connection.health() == ConnectionHealth.UNKNOWN)) {
            note(connection, outcome.ok() ? null : probe.id());
        }
    }

    private ConnectionHealth note(Connection connection, @Nullable String failedProbe) {
        if (failedProbe != null) {
            connections.noteHealth(connection.id(), ConnectionHealth.UNHEALTHY, FAILED + failedProbe);
            return ConnectionHealth.UNHEALTHY;
        }
        connections.noteHealth(connection.id(), ConnectionHealth.HEALTHY, null);
        return ConnectionHealth.HEALTHY;
    }
}
