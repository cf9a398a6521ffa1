package net.authproxy.core.namespace;

import java.time.Duration;
import java.util.Map;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The background work of namespaces, as it is queued. */
class NamespaceTasks {

    static final TaskType DESTROY = new TaskType("core:destroy_namespace");

    private static final String PATH = "path";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int RETRIES = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private final TaskQueue queue;

    NamespaceTasks(TaskQueue queue) {
        this.queue = queue;
    }

    void destroy(NamespacePath path) {
        queue.enqueue(task(path));
    }

    /** Not unique: the task that asks for it is still running. */
    void destroyLater(NamespacePath path) {
        queue.enqueue(task(path).after(PAUSE));
    }

    private static NewTask task(NamespacePath path) {
        return NewTask.of(DESTROY, JSON.writeValueAsString(Map.of(PATH, path.value())))
                .retrying(RETRIES);
    }

    static @Nullable String path(String payload) {
        JsonNode path = JSON.readTree(payload).path(PATH);
        return path.isString() ? path.stringValue() : null;
    }
}
