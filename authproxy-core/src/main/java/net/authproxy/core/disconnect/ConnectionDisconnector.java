package net.authproxy.core.disconnect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionAudit;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.Subtree;
import net.authproxy.core.shared.task.Enqueued;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins disconnects. The state is committed first and the task queued then: a task lost on the way is queued again by
 * {@link #resume}, since the database is the truth.
 */
public class ConnectionDisconnector implements ResumableWork {

    static final TaskType TYPE = new TaskType("core:disconnect_connection");
    static final String CONNECTION_ID = "connection_id";

    private static final int RETRIES = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionService connections;
    private final ConnectionStore store;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final TaskQueue queue;
    private final TaskTokens tokens;

    ConnectionDisconnector(
            ConnectionService connections,
            ConnectionStore store,
            AuditTrail audit,
            TransactionTemplate transaction,
            TaskQueue queue,
            TaskTokens tokens) {
        this.connections = connections;
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
        this.queue = queue;
        this.tokens = tokens;
    }

    /** Stops the connection at once and has the rest done in the background; asking again gives the same task. */
    public Disconnecting disconnect(ActorPrincipal caller, ResourceId id) {
        Connection connection = connections.require(caller, id, Verb.DISCONNECT);
        if (connection.state() != ConnectionState.DISCONNECTING) {
            connection = begin(caller, connection);
        }
        return new Disconnecting(
                tokens.seal(caller.actorId(), enqueue(id.text()).id()), connection);
    }

    private Connection begin(ActorPrincipal caller, Connection before) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Connection after = store.beginDisconnect(before.id());
            audit.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_DISCONNECT, before, after));
            return after;
        }));
    }

    @Override
    @SystemOperation
    public String name() {
        return "disconnects";
    }

    /** Queues every disconnect that was begun and may have lost its task. */
    @Override
    @SystemOperation
    public int resume() {
        var begun = store.disconnecting();
        begun.forEach(this::enqueue);
        return begun.size();
    }

    /** Queues a disconnect that was begun in a transaction that has ended. */
    @SystemOperation
    public void resume(String connectionId) {
        enqueue(connectionId);
    }

    /**
     * Disconnects a batch of a namespace's connections, in the order of their ids.
     *
     * @param after the last id of the batch before; empty to begin
     * @return the last id of this batch; null when there was none
     */
    @SystemOperation
    @Nullable
    String beginSome(Subtree where, String after, int limit) {
        List<String> ids = store.liveIds(where, after, limit);
        store.beginDisconnects(ids);
        ids.forEach(this::enqueue);
        return ids.isEmpty() ? null : ids.getLast();
    }

    /** The same for one of many: a user who disconnects a single connection does not wait behind them. */
    @SystemOperation
    void resumeInBackground(String connectionId) {
        enqueue(connectionId, QueueName.LOW);
    }

    private Enqueued enqueue(String connectionId) {
        return enqueue(connectionId, QueueName.CRITICAL);
    }

    private Enqueued enqueue(String connectionId, QueueName where) {
        return queue.enqueue(NewTask.of(TYPE, JSON.writeValueAsString(Map.of(CONNECTION_ID, connectionId)))
                .on(where)
                .uniqueBy(connectionId)
                .retrying(RETRIES));
    }
}
