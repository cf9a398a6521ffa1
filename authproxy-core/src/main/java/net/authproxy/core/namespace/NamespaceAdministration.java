package net.authproxy.core.namespace;

import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.task.ResumableWork;

/**
 * Changes of namespaces that have work behind them (contract 3). The change is committed first and the work queued then:
 * a task lost on the way is queued again by {@link #resume}, since the database is the truth.
 */
public class NamespaceAdministration implements ResumableWork {

    private final NamespaceService service;
    private final NamespaceDeletion deletion;
    private final NamespaceTeardown teardown;
    private final NamespaceTasks tasks;
    private final LabelProjection projection;

    NamespaceAdministration(
            NamespaceService service,
            NamespaceDeletion deletion,
            NamespaceTeardown teardown,
            NamespaceTasks tasks,
            LabelProjection projection) {
        this.service = service;
        this.deletion = deletion;
        this.teardown = teardown;
        this.tasks = tasks;
        this.projection = projection;
    }

    /** Changes labels and annotations; connections below show the labels within seconds. */
    public Namespace update(
            ActorPrincipal caller, NamespacePath path, MetadataChange change, Precondition precondition) {
        NamespaceService.Updated updated = service.update(caller, path, change, precondition);
        if (updated.labelsChanged()) {
            projection.queue();
        }
        return updated.namespace();
    }

    /**
     * Deletes an empty namespace, or begins to destroy one with all that is in and below it.
     *
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code namespace_not_empty} with {@code counts}
     */
    public DeletedNamespace delete(
            ActorPrincipal caller, NamespacePath path, boolean cascade, Precondition precondition) {
        DeletedNamespace deleted = deletion.delete(caller, path, cascade, precondition);
        if (deleted instanceof DeletedNamespace.Destroying) {
            tasks.destroy(path);
        }
        return deleted;
    }

    @Override
    @SystemOperation
    public String name() {
        return "namespace_changes";
    }

    @Override
    @SystemOperation
    public int resume() {
        List<NamespacePath> destroying = teardown.destroying();
        destroying.forEach(tasks::destroy);
        boolean due = projection.isDue();
        if (due) {
            projection.queue();
        }
        return destroying.size() + (due ? 1 : 0);
    }
}
