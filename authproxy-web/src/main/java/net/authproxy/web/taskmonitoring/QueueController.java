package net.authproxy.web.taskmonitoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.taskmonitoring.TaskMonitoringService;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Queues, tasks, workers and schedules as operators see them (contract 12). */
@RestController
@RequestMapping("/api/v1/task-monitoring")
class QueueController {

    static final int PAGE = 30;

    private final TaskMonitoringService monitoring;

    QueueController(TaskMonitoringService monitoring) {
        this.monitoring = monitoring;
    }

    @Operation(operationId = "listTaskQueues", summary = "Lists the task queues; needs task_monitoring:list at root")
    @ListRoute(orders = "queue", labels = false, limit = PAGE)
    @GetMapping("/queues")
    ListResponse<QueueResponse> queues(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(monitoring.queues(caller, list(request)), QueueResponse::of);
    }

    @Operation(operationId = "getTaskQueue", summary = "One task queue; needs task_monitoring:get at root")
    @GetMapping("/queues/{queue}")
    QueueResponse queue(ActorPrincipal caller, @PathVariable String queue) {
        return QueueResponse.of(monitoring.queue(caller, queue));
    }

    @Operation(
            operationId = "getTaskQueueHistory",
            summary = "How many tasks ended on each of the last days, today first; needs task_monitoring:get at root")
    @Refuses(ErrorCode.VALIDATION_FAILED)
    @GetMapping("/queues/{queue}/history")
    List<DayResponse> history(
            ActorPrincipal caller,
            @PathVariable String queue,
            @Parameter(description = "1 to 90") @RequestParam(name = "days", defaultValue = "30") int days) {
        return monitoring.history(caller, queue, days).stream()
                .map(DayResponse::of)
                .toList();
    }

    @Operation(
            operationId = "listQueuedTasks",
            summary = "Lists tasks of one state; needs task_monitoring:list at root",
            description = "state is pending, active, scheduled, retry, archived or completed. What waits comes in the"
                    + " order in which it is due, what has ended with the oldest first.")
    @ListRoute(orders = "position", labels = false, limit = PAGE)
    @GetMapping("/queues/{queue}/tasks/{state}")
    ListResponse<QueuedTaskResponse> tasks(
            ActorPrincipal caller, @PathVariable String queue, @PathVariable String state, HttpServletRequest request) {
        return ListResponse.of(monitoring.tasks(caller, queue, state, list(request)), QueuedTaskResponse::of);
    }

    @Operation(operationId = "getQueuedTask", summary = "One task of that state; needs task_monitoring:get at root")
    @GetMapping("/queues/{queue}/tasks/{state}/{id}")
    QueuedTaskResponse task(
            ActorPrincipal caller, @PathVariable String queue, @PathVariable String state, @PathVariable String id) {
        return QueuedTaskResponse.of(monitoring.task(caller, queue, state, ResourceId.parse(id, IdType.TASK)));
    }

    @Operation(operationId = "listTaskServers", summary = "Lists the workers; needs task_monitoring:list at root")
    @ListRoute(orders = "id", labels = false, limit = PAGE)
    @GetMapping("/servers")
    ListResponse<TaskServerResponse> servers(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(monitoring.workers(caller, list(request)), TaskServerResponse::of);
    }

    @Operation(
            operationId = "listSchedulerEntries",
            summary = "Lists what is scheduled; needs task_monitoring:list at root",
            description = "Empty while no worker leads the schedules.")
    @ListRoute(orders = "id", labels = false, limit = PAGE)
    @GetMapping("/scheduler-entries")
    ListResponse<SchedulerEntryResponse> schedulerEntries(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(monitoring.schedules(caller, list(request)), SchedulerEntryResponse::of);
    }

    private static ListRequest list(HttpServletRequest request) {
        return ListRequest.parse(request::getParameter, PAGE, false);
    }
}
