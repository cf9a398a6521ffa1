package net.authproxy.web.connection;

import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.disconnect.ConnectionDisconnector;
import net.authproxy.core.probe.ConnectionTester;
import net.authproxy.core.setup.ConnectionSetup;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the connection routes. */
@Configuration(proxyBeanMethods = false)
public class ConnectionWebConfiguration {

    @Bean
    ConnectionController connectionController(
            ConnectionService connections, ConnectorService connectors, ConnectionDisconnector disconnector) {
        return new ConnectionController(connections, connectors, disconnector);
    }

    @Bean
    ConnectionMetadataController connectionMetadataController(ConnectionService connections) {
        return new ConnectionMetadataController(connections);
    }

    @Bean
    ConnectionSetupController connectionSetupController(ConnectionSetup setup) {
        return new ConnectionSetupController(setup);
    }

    @Bean
    ConnectionRerunController connectionRerunController(ConnectionSetup setup, ConnectionTester tester) {
        return new ConnectionRerunController(setup, tester);
    }
}
