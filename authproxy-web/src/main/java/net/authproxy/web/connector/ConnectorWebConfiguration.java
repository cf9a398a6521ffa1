package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorService;
import net.authproxy.web.ServiceName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the read routes of connectors. */
@Configuration(proxyBeanMethods = false)
public class ConnectorWebConfiguration {

    @Bean
    ConnectorController connectorController(ConnectorService connectors, ServiceName service) {
        return new ConnectorController(connectors, service);
    }
}
