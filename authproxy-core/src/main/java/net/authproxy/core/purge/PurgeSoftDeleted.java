package net.authproxy.core.purge;

import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** The purge as a task; running it twice does no harm. */
class PurgeSoftDeleted implements TaskHandler {

    static final TaskType TYPE = new TaskType("database:purge_soft_deleted");

    private final Purge purge;

    PurgeSoftDeleted(Purge purge) {
        this.purge = purge;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        purge.run(context::checkCancelled);
    }
}
