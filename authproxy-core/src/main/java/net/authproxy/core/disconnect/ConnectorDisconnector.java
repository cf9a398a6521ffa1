package net.authproxy.core.disconnect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.ConnectorConnections;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends every connection of a connector that the caller may end (contract 6.5). All of them stop within the request, while
 * it is known what the caller may; a task then hands each to the queue. Both halves can be broken off anywhere: asking
 * again goes on, and what the queue loses is found by {@link ConnectionDisconnector#resume()}.
 */
public class ConnectorDisconnector implements TaskHandler {

    static final TaskType TYPE = new TaskType("core:disconnect_connector");

    private static final String CONNECTOR_ID = "connector_id";
    private static final int BATCH = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectorService connectors;
    private final ConnectorConnections connections;
    private final ConnectionDisconnector disconnector;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final TaskQueue queue;
    private final TaskTokens tokens;

    ConnectorDisconnector(
            ConnectorService connectors,
            ConnectorConnections connections,
            ConnectionDisconnector disconnector,
            AuditTrail audit,
            TransactionTemplate transaction,
            TaskQueue queue,
            TaskTokens tokens) {
        this.connectors = connectors;
        this.connections = connections;
        this.disconnector = disconnector;
        this.audit = audit;
        this.transaction = transaction;
        this.queue = queue;
        this.tokens = tokens;
    }

    /**
     * What was begun.
     *
     * @param taskToken for {@code GET /tasks/{token}}; the task has ended when every connection is queued
     * @param connections how many were stopped by this request
     */
    public record Begun(String taskToken, int connections) {}

    /** Stops the connections at once and has the rest done in the background. */
    public Begun disconnectAll(ActorPrincipal caller, ResourceId id) {
        ConnectorVersion connector = connectors.require(caller, id, Verb.ARCHIVE);
        AccessScope scope = Authorizer.scope(caller, ResourceType.CONNECTIONS, Verb.DISCONNECT);
        int begun = 0;
        ConnectorConnections.Batch batch = begin(caller, connector, scope, "");
        for (String last = batch.last(); last != null; last = batch.last()) {
            begun += batch.begun();
            batch = begin(caller, connector, scope, last);
        }
        NewTask rest = NewTask.of(TYPE, JSON.writeValueAsString(Map.of(CONNECTOR_ID, connector.id())));
        return new Begun(tokens.seal(caller.actorId(), queue.enqueue(rest).id()), begun);
    }

    private ConnectorConnections.Batch begin(
            ActorPrincipal caller, ConnectorVersion connector, AccessScope scope, String after) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ConnectorConnections.Batch batch = connections.beginDisconnects(connector.id(), scope, after, BATCH);
            if (batch.begun() > 0) {
                audit.record(
                        caller,
                        AuditEvent.of(AuditAction.CONNECTOR_DISCONNECT_ALL, connector.namespace(), connector.id())
                                .with("connections", batch.begun()));
            }
            return batch;
        }));
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    /** Queues each disconnect that was begun; those queued before keep their task. */
    @Override
    public void handle(TaskContext context) {
        JsonNode id = JSON.readTree(context.task().payload()).path(CONNECTOR_ID);
        if (!id.isString()) {
            throw new PermanentTaskFailure("the payload names no connector");
        }
        List<String> batch = connections.disconnecting(id.stringValue(), "", BATCH);
        while (!batch.isEmpty()) {
            context.checkCancelled();
            batch.forEach(disconnector::resumeInBackground);
            batch = connections.disconnecting(id.stringValue(), batch.getLast(), BATCH);
        }
    }
}
