package net.authproxy.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import net.authproxy.core.audit.AuditSealer;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.settings.service.WorkerSettings;
import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.ScheduleStore;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskMonitor;
import net.authproxy.core.shared.task.TaskRunner;
import net.authproxy.core.shared.task.TaskRunnerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker: every {@link TaskHandler} of the features, and the runner that calls them. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {

    @Bean
    AuditSealing auditSealing(AuditSealer sealer, DistributedLock locks, MeterRegistry meters) {
        return new AuditSealing(sealer, locks, meters);
    }

    @Bean(destroyMethod = "")
    TaskRunner taskRunner(
            RedisTaskQueue queue,
            List<TaskHandler> handlers,
            WorkerSettings settings,
            Notifier notifier,
            MeterRegistry meters,
            SecureRandom random) {
        TaskRunnerSettings running = TaskRunnerSettings.of(settings.effectiveConcurrency());
        return TaskRunner.of(queue, handlers, running, notifier, meters, random);
    }

    @Bean
    TaskHandler resumeLostWork(List<ResumableWork> works) {
        return new ResumeLostWork(works);
    }

    @Bean
    Schedule resumeSchedule() {
        return ResumeLostWork.SCHEDULE;
    }

    @Bean
    Scheduler scheduler(
            List<Schedule> schedules,
            RedisTaskQueue queue,
            ScheduleStore store,
            DistributedLock locks,
            WorkerSettings settings,
            Clock clock) {
        Leadership leadership = new Leadership(locks, Scheduler.LOCK, Scheduler.LEASE, System::nanoTime);
        return new Scheduler(schedules, queue, store, leadership, clock, settings.cronSyncInterval());
    }

    @Bean
    WorkerReport workerReport(TaskRunner runner, TaskMonitor monitor, MeterRegistry meters, Clock clock) {
        return new WorkerReport(runner, monitor, meters, clock);
    }

    @Bean
    BackgroundWork backgroundWork(
            TaskRunner runner, Scheduler scheduler, AuditSealing sealing, WorkerReport report, RedisTaskQueue queue) {
        return new BackgroundWork(runner, scheduler, sealing, report, queue);
    }
}
