package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.core.disconnect.ConnectorDisconnector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of connectors that only developers and operators have: versions, and the end of all connections. */
@Configuration(proxyBeanMethods = false)
public class ConnectorVersionWebConfiguration {

    @Bean
    ConnectorVersionController connectorVersionController(ConnectorService connectors, RedactedDefinitions redaction) {
        return new ConnectorVersionController(connectors, redaction);
    }

    @Bean
    ConnectorDisconnectController connectorDisconnectController(ConnectorDisconnector disconnector) {
        return new ConnectorDisconnectController(disconnector);
    }
}
