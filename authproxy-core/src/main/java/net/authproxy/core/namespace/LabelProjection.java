package net.authproxy.core.namespace;

import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which namespaces' labels changed and are not yet shown by everything that inherits them (contract 1.6). The mark is in
 * the row, set with the change; whoever projects clears it only if the row was not changed again meanwhile.
 */
@SystemOperation
public class LabelProjection {

    /** The work that brings inheriting resources up to date; it needs no payload. */
    public static final TaskType TYPE = new TaskType("core:project_labels");

    private final NamespaceRepository namespaces;
    private final TransactionTemplate transactions;
    private final TaskQueue queue;

    LabelProjection(NamespaceRepository namespaces, TransactionTemplate transactions, TaskQueue queue) {
        this.namespaces = namespaces;
        this.transactions = transactions;
        this.queue = queue;
    }

    /** Has it done soon. Not unique: a change during a run might come too late for that run. */
    void queue() {
        queue.enqueue(NewTask.of(TYPE, "{}"));
    }

    boolean isDue() {
        return !namespaces.findProjectionDue().isEmpty();
    }

    /** Namespaces to project, from the top down. */
    public List<Namespace> due() {
        return namespaces.findProjectionDue().stream()
                .map(NamespaceEntity::toNamespace)
                .toList();
    }

    /** Everything at and below the namespace shows the labels it had in that state. */
    public void done(Namespace namespace) {
        NamespacePath path = namespace.path();
        transactions.executeWithoutResult(status -> namespaces.clearProjectionDue(path.value(), namespace.updatedAt()));
    }
}
