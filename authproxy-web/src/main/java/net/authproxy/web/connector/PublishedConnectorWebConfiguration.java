package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts what {@code public} shows of connectors besides {@link ConnectorWebConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class PublishedConnectorWebConfiguration {

    @Bean
    PublishedConnectorMetadataController connectorMetadataController(ConnectorService connectors) {
        return new PublishedConnectorMetadataController(connectors);
    }
}
