package net.authproxy.web.task;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.disconnect.TaskTokens;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskState;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.Refuses;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /tasks/{token}}: any actor, about the tasks it started (contract 7.1). */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {

    private final TaskTokens tokens;
    private final TaskQueue queue;

    TaskController(TaskTokens tokens, TaskQueue queue) {
        this.tokens = tokens;
        this.queue = queue;
    }

    @Operation(operationId = "getTask", summary = "How far a task has come")
    @Refuses({ErrorCode.VALIDATION_FAILED, ErrorCode.TASK_OF_OTHER_ACTOR})
    @GetMapping("/{token}")
    TaskResponse get(ActorPrincipal caller, @PathVariable String token) {
        ResourceId id = tokens.open(caller, token);
        TaskState state = queue.state(id).orElseThrow(Authorizer::notFound);
        return new TaskResponse(
                id.text(), state.type().name(), state.phase().text(), Timestamps.text(state.updatedAt()));
    }
}
