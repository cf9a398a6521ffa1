package net.authproxy.core.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Queues deliveries for the time their row names. A task lost on the way is queued again by {@link #resume}. */
@SystemOperation
class DeliveryQueue implements ResumableWork {

    static final TaskType TYPE = new TaskType("webhooks:deliver");
    static final String DELIVERY_ID = "delivery_id";

    private static final Logger log = LoggerFactory.getLogger(DeliveryQueue.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BATCH = 500;

    private final DeliveryRepository deliveries;
    private final TaskQueue queue;
    private final Clock clock;

    DeliveryQueue(DeliveryRepository deliveries, TaskQueue queue, Clock clock) {
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    /** Queues the delivery once the running transaction is committed; never fails. */
    void afterCommit(Delivery delivery) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    enqueue(delivery);
                } catch (AuthProxyException away) {
                    // The change is committed and must not look failed; the row is found again.
                    log.warn("reason=webhook_delivery_not_queued", away);
                }
            }
        });
    }

    /** Queues the delivery for its time; nothing happens when none is set or it is queued for that time already. */
    void enqueue(Delivery delivery) {
        Instant at = delivery.nextAt();
        if (at != null) {
            Duration wait = Duration.between(clock.instant(), at);
            // By time, so that one who asks for it at once does not meet the task that waits for the next attempt.
            queue.enqueue(NewTask.of(TYPE, JSON.writeValueAsString(Map.of(DELIVERY_ID, delivery.id())))
                    .uniqueBy(delivery.id() + "/" + at.toEpochMilli())
                    .after(wait.isNegative() ? Duration.ZERO : wait));
        }
    }

    @Override
    public String name() {
        return "webhook_deliveries";
    }

    @Override
    public int resume() {
        int found = 0;
        Instant now = clock.instant();
        List<DeliveryEntity> due = deliveries.findDue(now, "", Limit.of(BATCH));
        while (!due.isEmpty()) {
            due.forEach(delivery -> enqueue(delivery.toDelivery()));
            found += due.size();
            due = deliveries.findDue(now, due.getLast().getId(), Limit.of(BATCH));
        }
        return found;
    }
}
