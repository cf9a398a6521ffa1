package net.authproxy.core.namespace;

import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** Advances one cascade; what is still on its way then is looked at again by a later task. */
class DestroyNamespace implements TaskHandler {

    private final NamespaceTeardown teardown;
    private final NamespaceTasks tasks;

    DestroyNamespace(NamespaceTeardown teardown, NamespaceTasks tasks) {
        this.teardown = teardown;
        this.tasks = tasks;
    }

    @Override
    public TaskType type() {
        return NamespaceTasks.DESTROY;
    }

    @Override
    public void handle(TaskContext context) {
        String text = NamespaceTasks.path(context.task().payload());
        if (text == null || !NamespacePath.isValid(text)) {
            throw new PermanentTaskFailure("the payload names no namespace");
        }
        NamespacePath path = new NamespacePath(text);
        // The queue is only a hint: what the row says decides, so a forged task destroys nothing.
        if (teardown.destroying().contains(path) && !teardown.advance(path, context::checkCancelled)) {
            tasks.destroyLater(path);
        }
    }
}
