package net.authproxy.core.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes deliveries that are older than 30 days, whatever became of them; idempotent. */
public class DeliveryPurge implements TaskHandler {

    /** To be queued from time to time. */
    public static final TaskType TYPE = new TaskType("webhooks:purge_deliveries");

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 500;

    private final DeliveryRepository deliveries;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DeliveryPurge(DeliveryRepository deliveries, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        purge(context::checkCancelled);
    }

    /** @param stillWanted asked between batches */
    void purge(Runnable stillWanted) {
        Instant before = clock.instant().minus(KEPT);
        List<String> old = deliveries.findOlder(before, Limit.of(BATCH));
        while (!old.isEmpty()) {
            stillWanted.run();
            List<String> batch = old;
            transaction.executeWithoutResult(status -> deliveries.deleteAll(batch));
            old = deliveries.findOlder(before, Limit.of(BATCH));
        }
    }
}
