package net.authproxy.core.probe;

import java.time.Duration;
import java.util.Map;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs one periodic probe of one connection; never tried again, since its next run comes by itself (contract 12). */
class RunProbe implements TaskHandler {

    static final TaskType TYPE = new TaskType("core:probe");

    private static final String CONNECTION_ID = "connection_id";
    private static final String PROBE_ID = "probe_id";
    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionStore connections;
    private final ConnectorService connectors;
    private final ProbeRunner runner;
    private final ProbeHealth health;

    RunProbe(ConnectionStore connections, ConnectorService connectors, ProbeRunner runner, ProbeHealth health) {
        this.connections = connections;
        this.connectors = connectors;
        this.runner = runner;
        this.health = health;
    }

    static NewTask task(DueProbes.Due probe, Duration delay) {
        return NewTask.of(
                        TYPE,
                        JSON.writeValueAsString(Map.of(CONNECTION_ID, probe.connectionId(), PROBE_ID, probe.probeId())))
                .on(QueueName.LOW)
                .uniqueBy("probe:" + probe.connectionId() + ":" + probe.probeId())
                .retrying(0)
                .after(delay);
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode payload = JSON.readTree(context.task().payload());
        if (!payload.path(CONNECTION_ID).isString() || !payload.path(PROBE_ID).isString()) {
            throw new PermanentTaskFailure("the payload names no connection and probe");
        }
        run(payload.path(CONNECTION_ID).stringValue(), payload.path(PROBE_ID).stringValue());
    }

    /** Does nothing for a connection that is not ready, or a probe that its connector no longer has. */
    void run(String connectionId, String probeId) {
        SealedConnection sealedConnection = connections
                .find(connectionId)
                .filter(found -> found.connection().state() == ConnectionState.READY)
                .orElse(null);
        if (sealedConnection == null) {
            return;
        }
        connectors
                .find(
                        sealedConnection.connection().connectorId(),
                        sealedConnection.connection().connectorVersion())
                .flatMap(version -> version.definition().probe(probeId))
                .ifPresent(probe -> {
                    ProbeOutcome outcome = runner.run(sealedConnection, probe);
                    health.note(sealedConnection.connection(), probe, outcome);
                });
    }
}
