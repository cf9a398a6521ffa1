package net.authproxy.web.connection;

import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connector.ConnectorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts what operators may do to a connection's state. */
@Configuration(proxyBeanMethods = false)
public class ConnectionStateWebConfiguration {

    @Bean
    ConnectionStateController connectionStateController(ConnectionService connections, ConnectorService connectors) {
        return new ConnectionStateController(connections, connectors);
    }
}
