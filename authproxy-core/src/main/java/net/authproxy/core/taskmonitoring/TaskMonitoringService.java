package net.authproxy.core.taskmonitoring;

import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.ListPosition;
import net.authproxy.core.shared.storage.StoreListPager;
import net.authproxy.core.shared.storage.StoreListPager.Slice;
import net.authproxy.core.shared.task.DayCount;
import net.authproxy.core.shared.task.MonitoredState;
import net.authproxy.core.shared.task.MonitoredTask;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.QueueStatus;
import net.authproxy.core.shared.task.ScheduleEntry;
import net.authproxy.core.shared.task.ScheduleStore;
import net.authproxy.core.shared.task.TaskMonitor;
import net.authproxy.core.shared.task.TaskPage;
import net.authproxy.core.shared.task.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** Shows queues, tasks, workers and schedules (contract 12). An unknown queue, state or task is not found. */
public class TaskMonitoringService {

    private static final int MOST_DAYS = 90;
    private static final String LIST = "task-monitoring/";

    private final TaskMonitor monitor;
    private final ScheduleStore schedules;
    private final StoreListPager pager;

    TaskMonitoringService(TaskMonitor monitor, ScheduleStore schedules, CursorCodec cursors) {
        this.monitor = monitor;
        this.schedules = schedules;
        this.pager = new StoreListPager(cursors);
    }

    /** All queues, by name. */
    public Page<QueueStatus> queues(ActorPrincipal caller, ListRequest request) {
        RootPermission.require(caller, Verb.LIST, null);
        return pager.page(
                LIST + "queues",
                "queue",
                request,
                (most, after) -> Slice.of(monitor.queues(), TaskMonitoringService::name, most, after),
                queue -> new ListPosition.Key(null, name(queue)));
    }

    private static String name(QueueStatus status) {
        return status.queue().text();
    }

    /** One queue. */
    public QueueStatus queue(ActorPrincipal caller, String queue) {
        RootPermission.require(caller, Verb.GET, queue);
        return monitor.queue(Queues.require(queue));
    }

    /**
     * How many tasks ended on each of the last days, today first.
     *
     * @param days 1 to 90
     */
    public List<DayCount> history(ActorPrincipal caller, String queue, int days) {
        RootPermission.require(caller, Verb.GET, queue);
        QueueName name = Queues.require(queue);
        if (days < 1 || days > MOST_DAYS) {
            throw AuthProxyException.invalid("days", "expected a number from 1 to " + MOST_DAYS);
        }
        return monitor.history(name, days);
    }

    /** Tasks of one state. */
    public Page<MonitoredTask> tasks(ActorPrincipal caller, String queue, String state, ListRequest request) {
        RootPermission.require(caller, Verb.LIST, null);
        QueueName name = Queues.require(queue);
        MonitoredState wanted = MonitoredState.parse(state).orElseThrow(Authorizer::notFound);
        return pager.page(
                LIST + "queues/" + name.text() + "/" + wanted.text(),
                "position",
                request,
                (most, after) -> {
                    TaskPage page = monitor.tasks(name, wanted, most, position(after));
                    return new Slice<>(page.tasks(), page.total());
                },
                task -> new ListPosition.Key(
                        task.position().score(), task.position().id()));
    }

    private static MonitoredTask.@Nullable Position position(ListPosition.@Nullable Key after) {
        if (after == null) {
            return null;
        }
        String score = after.value();
        return new MonitoredTask.Position(score == null ? "" : score, after.id());
    }

    /** One task that is in that state now. */
    public MonitoredTask task(ActorPrincipal caller, String queue, String state, ResourceId id) {
        RootPermission.require(caller, Verb.GET, id.text());
        QueueName name = Queues.require(queue);
        return monitor.task(name, id)
                .filter(task -> task.state().text().equals(state))
                .orElseThrow(Authorizer::notFound);
    }

    /** Workers that are there now, by id. */
    public Page<WorkerStatus> workers(ActorPrincipal caller, ListRequest request) {
        RootPermission.require(caller, Verb.LIST, null);
        return pager.page(
                LIST + "servers",
                "id",
                request,
                (most, after) -> {
                    List<WorkerStatus> sorted = monitor.workers().stream()
                            .sorted(java.util.Comparator.comparing(TaskMonitoringService::id))
                            .toList();
                    return Slice.of(sorted, TaskMonitoringService::id, most, after);
                },
                worker -> new ListPosition.Key(null, id(worker)));
    }

    private static String id(WorkerStatus status) {
        return status.worker().id();
    }

    /** What the leading worker has scheduled, by name. */
    public Page<ScheduleEntry> schedules(ActorPrincipal caller, ListRequest request) {
        RootPermission.require(caller, Verb.LIST, null);
        return pager.page(
                LIST + "scheduler-entries",
                "id",
                request,
                (most, after) -> Slice.of(schedules.entries(), ScheduleEntry::name, most, after),
                entry -> new ListPosition.Key(null, entry.name()));
    }
}
