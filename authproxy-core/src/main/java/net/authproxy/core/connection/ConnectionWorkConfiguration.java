package net.authproxy.core.connection;

import net.authproxy.core.namespace.LabelProjection;
import net.authproxy.core.shared.task.TaskHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the background work of connections. */
@Configuration(proxyBeanMethods = false)
public class ConnectionWorkConfiguration {

    @Bean
    TaskHandler projectLabels(LabelProjection projection, ConnectionStore store) {
        return new ProjectLabels(projection, store);
    }
}
