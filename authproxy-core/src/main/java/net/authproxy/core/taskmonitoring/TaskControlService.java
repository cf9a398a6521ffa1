package net.authproxy.core.taskmonitoring;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.TaskControl;
import net.authproxy.core.shared.task.TaskControl.Outcome;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators do to tasks and queues (contract 12). The audit row belongs to a transaction that is open while the queue
 * is changed, so a database that is away stops the change, and a change that fails leaves no row.
 */
public class TaskControlService {

    private static final String QUEUE = "queue";

    private final TaskControl control;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    TaskControlService(TaskControl control, AuditTrail audit, TransactionTemplate transactions) {
        this.control = control;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Lets a scheduled, failed or dead task run now. */
    public void run(ActorPrincipal caller, String queue, ResourceId id) {
        QueueName name = require(caller, queue, id.text());
        change(caller, AuditAction.TASK_RUN, name, id, () -> control.run(name, id));
    }

    /** Makes a task that does not run a dead letter. */
    public void archive(ActorPrincipal caller, String queue, ResourceId id) {
        QueueName name = require(caller, queue, id.text());
        change(caller, AuditAction.TASK_ARCHIVE, name, id, () -> control.archive(name, id));
    }

    /** Asks a running task to stop. */
    public void cancel(ActorPrincipal caller, String queue, ResourceId id) {
        QueueName name = require(caller, queue, id.text());
        change(caller, AuditAction.TASK_CANCEL, name, id, () -> control.cancel(name, id));
    }

    /** Forgets a task that does not run. */
    public void delete(ActorPrincipal caller, String queue, ResourceId id) {
        QueueName name = require(caller, queue, id.text());
        change(caller, AuditAction.TASK_DELETE, name, id, () -> control.delete(name, id));
    }

    /** Has nothing more taken from the queue. */
    public void pause(ActorPrincipal caller, String queue) {
        QueueName name = require(caller, queue, queue);
        changeQueue(caller, AuditEvent.of(AuditAction.TASK_QUEUE_PAUSE, NamespacePath.ROOT, queue), () -> {
            control.pause(name, true);
            return 0;
        });
    }

    /** Lets workers take from the queue again. */
    public void unpause(ActorPrincipal caller, String queue) {
        QueueName name = require(caller, queue, queue);
        changeQueue(caller, AuditEvent.of(AuditAction.TASK_QUEUE_UNPAUSE, NamespacePath.ROOT, queue), () -> {
            control.pause(name, false);
            return 0;
        });
    }

    /** Lets all tasks of that state run; how many that were. */
    public long runAll(ActorPrincipal caller, String queue, MonitoredState state) {
        QueueName name = require(caller, queue, queue);
        return changeQueue(
                caller, event(AuditAction.TASK_QUEUE_RUN_ALL, queue, state), () -> control.runAll(name, state));
    }

    /** Forgets all tasks of that state; how many that were. */
    public long deleteAll(ActorPrincipal caller, String queue, MonitoredState state) {
        QueueName name = require(caller, queue, queue);
        return changeQueue(
                caller, event(AuditAction.TASK_QUEUE_DELETE_ALL, queue, state), () -> control.deleteAll(name, state));
    }

    private static QueueName require(ActorPrincipal caller, String queue, String id) {
        RootPermission.require(caller, Verb.MANAGE, id);
        return Queues.require(queue);
    }

    private static AuditEvent event(AuditAction action, String queue, MonitoredState state) {
        return AuditEvent.of(action, NamespacePath.ROOT, queue).with("state", state.text());
    }

    private void change(
            ActorPrincipal caller, AuditAction action, QueueName queue, ResourceId id, Supplier<Outcome> change) {
        transactions.executeWithoutResult(status -> {
            audit.record(
                    caller, AuditEvent.of(action, NamespacePath.ROOT, id.text()).with(QUEUE, queue.text()));
            switch (change.get()) {
                case DONE -> {}
                case MISSING -> throw Authorizer.notFound();
                case WRONG_STATE ->
                    throw new AuthProxyException(ErrorCode.INVALID_TRANSITION, "the task's state does not permit that");
                case KEY_TAKEN ->
                    throw new AuthProxyException(
                            ErrorCode.INVALID_TRANSITION, "another task for the same thing is in the queue");
            }
        });
    }

    private long changeQueue(ActorPrincipal caller, AuditEvent event, LongSupplier change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            long affected = change.getAsLong();
            audit.record(caller, event.with("affected", affected));
            return affected;
        }));
    }
}
