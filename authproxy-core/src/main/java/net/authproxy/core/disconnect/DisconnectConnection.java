package net.authproxy.core.disconnect;

import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wipes the secrets and ends the connection; only a connection that is being disconnected is touched. */
class DisconnectConnection implements TaskHandler {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionStore store;

    DisconnectConnection(ConnectionStore store) {
        this.store = store;
    }

    @Override
    public TaskType type() {
        return ConnectionDisconnector.TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode id = JSON.readTree(context.task().payload()).path(ConnectionDisconnector.CONNECTION_ID);
        if (!id.isString()) {
            throw new PermanentTaskFailure("the payload names no connection");
        }
        // The queue is only a hint: what the row says decides, so a forged task ends nobody's connection.
        if (store.isDisconnecting(id.stringValue())) {
            store.finishDisconnect(id.stringValue());
        }
    }
}
