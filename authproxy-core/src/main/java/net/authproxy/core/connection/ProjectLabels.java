package net.authproxy.core.connection;

import java.util.List;
import net.authproxy.core.namespace.LabelProjection;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.core.shared.storage.Subtree;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** Brings the effective labels of connections up to date with their namespaces (contract 1.6); idempotent. */
class ProjectLabels implements TaskHandler {

    private static final int BATCH = 200;

    private final LabelProjection projection;
    private final ConnectionStore store;

    ProjectLabels(LabelProjection projection, ConnectionStore store) {
        this.projection = projection;
        this.store = store;
    }

    @Override
    public TaskType type() {
        return LabelProjection.TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        for (List<Namespace> due = projection.due(); !due.isEmpty(); due = projection.due()) {
            for (Namespace namespace : due) {
                project(namespace, context);
                projection.done(namespace);
            }
        }
    }

    private void project(Namespace namespace, TaskContext context) {
        Subtree below = Subtree.of(namespace.path());
        List<String> ids = store.liveIds(below, "", BATCH);
        while (!ids.isEmpty()) {
            context.checkCancelled();
            store.projectLabels(ids);
            ids = store.liveIds(below, ids.getLast(), BATCH);
        }
    }
}
