package net.authproxy.core.disconnect;

import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.Enqueued;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins disconnects. The state is committed first and the task queued then: a task lost on the way is queued again by
 * {@link #resume}, since the database is the truth.
 */
public class ConnectionDisconnector {

    static final TaskType TYPE = new TaskType("core:disconnect_connection");
    static final String CONNECTION_ID = "connection_id";

    private static final int RETRIES = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionService connections;
    private final ConnectionStore store;
    private final TaskQueue queue;
    private final TaskTokens tokens;

    ConnectionDisconnector(ConnectionService connections, ConnectionStore store, TaskQueue queue, TaskTokens tokens) {
        this.connections = connections;
        this.store = store;
        this.queue = queue;
        this.tokens = tokens;
    }

    /** Stops the connection at once and has the rest done in the background; asking again gives the same task. */
    public Disconnecting disconnect(ActorPrincipal caller, ResourceId id) {
        Connection connection = connections.require(caller, id, Verb.DISCONNECT);
        if (connection.state() != ConnectionState.DISCONNECTING) {
            connection = store.beginDisconnect(id.text());
        }
        return new Disconnecting(
                tokens.seal(caller.actorId(), enqueue(id.text()).id()), connection);
    }

    /** Queues every disconnect that was begun and may have lost its task. */
    @SystemOperation
    public int resume() {
        var begun = store.disconnecting();
        begun.forEach(this::enqueue);
        return begun.size();
    }

    private Enqueued enqueue(String connectionId) {
        return queue.enqueue(NewTask.of(TYPE, JSON.writeValueAsString(Map.of(CONNECTION_ID, connectionId)))
                .on(QueueName.CRITICAL)
                .uniqueBy(connectionId)
                .retrying(RETRIES));
    }
}
