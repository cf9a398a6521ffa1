package net.authproxy.core.setup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives up set-ups that nobody has touched for long: a first one with its connection, a later one by itself (contract 7.3). */
class EndStaleSetups implements TaskHandler {

    static final TaskType TYPE = new TaskType("database:cleanup_stale_connections");

    private static final int BATCH = 200;

    private final ConnectionStore connections;
    private final RunningSetups setups;
    private final GrantEnd ending;
    private final TransactionTemplate transaction;
    private final Duration life;
    private final Clock clock;

    EndStaleSetups(
            ConnectionStore connections,
            RunningSetups setups,
            GrantEnd ending,
            TransactionTemplate transaction,
            Duration life,
            Clock clock) {
        this.connections = connections;
        this.setups = setups;
        this.ending = ending;
        this.transaction = transaction;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        Instant untouchedSince = clock.instant().minus(life);
        List<Connection> stale = connections.staleSetups(untouchedSince, BATCH);
        while (!stale.isEmpty()) {
            for (Connection connection : stale) {
                context.checkCancelled();
                end(connection.id(), untouchedSince);
            }
            stale = connections.staleSetups(untouchedSince, BATCH);
        }
    }

    private void end(String id, Instant untouchedSince) {
        transaction.executeWithoutResult(status -> setups.findForChange(id)
                .filter(setup -> setup.connection().setupStep() != null
                        && setup.connection().updatedAt().isBefore(untouchedSince))
                .ifPresent(setup -> {
                    if (setup.connection().state() == ConnectionState.CREATED) {
                        ending.begin(setup);
                    } else {
                        connections.dropSetup(id);
                    }
                }));
        ending.finish(id);
    }
}
