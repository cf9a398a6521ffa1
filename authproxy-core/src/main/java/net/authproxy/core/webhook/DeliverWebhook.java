package net.authproxy.core.webhook;

import java.util.Optional;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the attempt that is due, and queues the next one if it fails. */
class DeliverWebhook implements TaskHandler {

    private static final JsonMapper JSON = new JsonMapper();

    private final DeliveryLedger ledger;
    private final WebhookSecrets secrets;
    private final WebhookCalls calls;
    private final DeliveryQueue queue;

    DeliverWebhook(DeliveryLedger ledger, WebhookSecrets secrets, WebhookCalls calls, DeliveryQueue queue) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.calls = calls;
        this.queue = queue;
    }

    @Override
    public TaskType type() {
        return DeliveryQueue.TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode id = JSON.readTree(context.task().payload()).path(DeliveryQueue.DELIVERY_ID);
        if (!id.isString()) {
            throw new PermanentTaskFailure("the payload names no delivery");
        }
        deliver(id.stringValue());
    }

    /** The queue is only a hint: the row decides whether anything is due. */
    void deliver(String deliveryId) {
        Optional<DeliveryLedger.Attempt> attempt = ledger.begin(deliveryId);
        if (attempt.isPresent()) {
            Delivery after = make(attempt.get());
            if (after != null && after.status() == DeliveryStatus.PENDING) {
                queue.enqueue(after);
            }
        }
    }

    /** Sends what was begun and notes what came of it; null when that no longer matters. */
    @Nullable
    Delivery make(DeliveryLedger.Attempt attempt) {
        byte[] secret = secrets.openSecret(attempt.namespace(), attempt.webhookId(), attempt.secret());
        byte[] body = secrets.openPayload(attempt.namespace(), attempt.deliveryId(), attempt.payload());
        return ledger.finish(attempt, calls.send(attempt.url(), secret, body));
    }
}
