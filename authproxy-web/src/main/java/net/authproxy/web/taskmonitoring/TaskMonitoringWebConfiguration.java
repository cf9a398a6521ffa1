package net.authproxy.web.taskmonitoring;

import net.authproxy.core.taskmonitoring.TaskControlService;
import net.authproxy.core.taskmonitoring.TaskMonitoringService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /task-monitoring}. */
@Configuration(proxyBeanMethods = false)
public class TaskMonitoringWebConfiguration {

    @Bean
    QueueController queueController(TaskMonitoringService monitoring) {
        return new QueueController(monitoring);
    }

    @Bean
    TaskControlController taskControlController(TaskControlService control) {
        return new TaskControlController(control);
    }
}
