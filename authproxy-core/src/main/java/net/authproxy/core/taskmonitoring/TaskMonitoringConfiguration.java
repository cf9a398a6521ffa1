package net.authproxy.core.taskmonitoring;

import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.task.ScheduleStore;
import net.authproxy.core.shared.task.TaskControl;
import net.authproxy.core.shared.task.TaskMonitor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires task monitoring; needs a task queue. */
@Configuration(proxyBeanMethods = false)
public class TaskMonitoringConfiguration {

    @Bean
    TaskMonitoringService taskMonitoringService(TaskMonitor monitor, ScheduleStore schedules, CursorCodec cursors) {
        return new TaskMonitoringService(monitor, schedules, cursors);
    }

    @Bean
    TaskControlService taskControlService(TaskControl control, AuditTrail audit, TransactionTemplate transactions) {
        return new TaskControlService(control, audit, transactions);
    }
}
