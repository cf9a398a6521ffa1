package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.RedactedDefinitions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the read routes of connector versions. */
@Configuration(proxyBeanMethods = false)
public class ConnectorVersionWebConfiguration {

    @Bean
    ConnectorVersionController connectorVersionController(ConnectorService connectors, RedactedDefinitions redaction) {
        return new ConnectorVersionController(connectors, redaction);
    }
}
