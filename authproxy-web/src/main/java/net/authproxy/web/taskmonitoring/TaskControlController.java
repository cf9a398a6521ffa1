package net.authproxy.web.taskmonitoring;

import io.swagger.v3.oas.annotations.Operation;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.taskmonitoring.TaskControlService;
import net.authproxy.web.openapi.Refuses;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do to tasks and queues (contract 12). */
@RestController
@RequestMapping("/api/v1/task-monitoring/queues/{queue}")
class TaskControlController {

    private final TaskControlService control;

    TaskControlController(TaskControlService control) {
        this.control = control;
    }

    @Operation(
            operationId = "runTask",
            summary = "Lets a scheduled, failed or archived task run now; needs task_monitoring:manage at root")
    @Refuses(ErrorCode.INVALID_TRANSITION)
    @PostMapping("/tasks/{id}/_run")
    DoneResponse run(ActorPrincipal caller, @PathVariable String queue, @PathVariable String id) {
        control.run(caller, queue, task(id));
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "archiveTask",
            summary = "Archives a task that does not run; needs task_monitoring:manage at root")
    @Refuses(ErrorCode.INVALID_TRANSITION)
    @PostMapping("/tasks/{id}/_archive")
    DoneResponse archive(ActorPrincipal caller, @PathVariable String queue, @PathVariable String id) {
        control.archive(caller, queue, task(id));
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "cancelTask",
            summary = "Asks a running task to stop; it is archived then; needs task_monitoring:manage at root")
    @Refuses(ErrorCode.INVALID_TRANSITION)
    @PostMapping("/tasks/{id}/_cancel")
    DoneResponse cancel(ActorPrincipal caller, @PathVariable String queue, @PathVariable String id) {
        control.cancel(caller, queue, task(id));
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "deleteTask",
            summary = "Forgets a task that does not run; needs task_monitoring:manage at root")
    @Refuses(ErrorCode.INVALID_TRANSITION)
    @DeleteMapping("/tasks/{id}")
    DoneResponse delete(ActorPrincipal caller, @PathVariable String queue, @PathVariable String id) {
        control.delete(caller, queue, task(id));
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "pauseTaskQueue",
            summary = "Has nothing more taken from the queue; needs task_monitoring:manage at root")
    @PostMapping("/_pause")
    DoneResponse pause(ActorPrincipal caller, @PathVariable String queue) {
        control.pause(caller, queue);
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "unpauseTaskQueue",
            summary = "Lets workers take from the queue again; needs task_monitoring:manage at root")
    @PostMapping("/_unpause")
    DoneResponse unpause(ActorPrincipal caller, @PathVariable String queue) {
        control.unpause(caller, queue);
        return DoneResponse.OK;
    }

    @Operation(
            operationId = "runAllArchivedTasks",
            summary = "Lets all archived tasks run again; needs task_monitoring:manage at root",
            description = "Left out are those for whose thing another task is in the queue.")
    @PostMapping("/archived/_run-all")
    AffectedResponse runArchived(ActorPrincipal caller, @PathVariable String queue) {
        return new AffectedResponse(control.runAll(caller, queue, MonitoredState.ARCHIVED));
    }

    @Operation(
            operationId = "runAllRetryTasks",
            summary = "Lets all tasks that wait for another try run now; needs task_monitoring:manage at root")
    @PostMapping("/retry/_run-all")
    AffectedResponse runRetry(ActorPrincipal caller, @PathVariable String queue) {
        return new AffectedResponse(control.runAll(caller, queue, MonitoredState.RETRY));
    }

    @Operation(
            operationId = "deleteAllArchivedTasks",
            summary = "Forgets all archived tasks; needs task_monitoring:manage at root")
    @DeleteMapping("/archived")
    AffectedResponse deleteArchived(ActorPrincipal caller, @PathVariable String queue) {
        return new AffectedResponse(control.deleteAll(caller, queue, MonitoredState.ARCHIVED));
    }

    @Operation(
            operationId = "deleteAllCompletedTasks",
            summary = "Forgets all completed tasks; needs task_monitoring:manage at root")
    @DeleteMapping("/completed")
    AffectedResponse deleteCompleted(ActorPrincipal caller, @PathVariable String queue) {
        return new AffectedResponse(control.deleteAll(caller, queue, MonitoredState.COMPLETED));
    }

    private static ResourceId task(String id) {
        return ResourceId.parse(id, IdType.TASK);
    }
}
