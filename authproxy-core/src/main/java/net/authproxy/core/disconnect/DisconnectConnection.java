package net.authproxy.core.disconnect;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the grant back, wipes the secrets and ends the connection; only a connection that is being disconnected is touched.
 * It always completes: when the provider does not take the grant back in the tries there are, that is written down and the
 * rest is done all the same (contract 7.3).
 */
class DisconnectConnection implements TaskHandler {

    /** Five attempts within 15 minutes. */
    private static final Duration[] WAITS = {
        Duration.ofSeconds(10), Duration.ofSeconds(50), Duration.ofMinutes(4), Duration.ofMinutes(8)
    };

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionStore store;
    private final GrantRevocation grants;
    private final ConnectionEnd end;

    DisconnectConnection(ConnectionStore store, GrantRevocation grants, ConnectionEnd end) {
        this.store = store;
        this.grants = grants;
        this.end = end;
    }

    @Override
    public TaskType type() {
        return ConnectionDisconnector.TYPE;
    }

    @Override
    public Duration backoff(int attempt, RandomGenerator random) {
        return WAITS[Math.min(attempt, WAITS.length) - 1];
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode id = JSON.readTree(context.task().payload()).path(ConnectionDisconnector.CONNECTION_ID);
        if (!id.isString()) {
            throw new PermanentTaskFailure("the payload names no connection");
        }
        // The queue is only a hint: what the row says decides, so a forged task ends nobody's connection.
        if (store.isDisconnecting(id.stringValue())) {
            store.find(id.stringValue()).ifPresent(found -> disconnect(found, context.isLastAttempt()));
        }
    }

    private void disconnect(SealedConnection sealed, boolean lastAttempt) {
        end.finish(sealed.connection(), grants.revoke(sealed, lastAttempt));
    }
}
