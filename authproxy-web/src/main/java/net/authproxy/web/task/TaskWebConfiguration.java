package net.authproxy.web.task;

import net.authproxy.core.disconnect.TaskTokens;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /tasks/{token}}. */
@Configuration(proxyBeanMethods = false)
public class TaskWebConfiguration {

    @Bean
    TaskController taskController(TaskTokens tokens, TaskQueue queue) {
        return new TaskController(tokens, queue);
    }
}
