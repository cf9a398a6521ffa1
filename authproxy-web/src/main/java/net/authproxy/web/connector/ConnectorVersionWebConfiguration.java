package net.authproxy.web.connector;

import net.authproxy.core.connector.ConnectorDrafts;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersions;
import net.authproxy.core.connector.DefinitionCheck;
import net.authproxy.core.connector.RedactedDefinitions;
import net.authproxy.core.disconnect.ConnectorDisconnector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of connectors that only developers and operators have: versions, writes, the end of all connections. */
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

    @Bean
    ConnectorDraftController connectorDraftController(ConnectorDrafts drafts, RedactedDefinitions redaction) {
        return new ConnectorDraftController(drafts, redaction);
    }

    @Bean
    ConnectorVersionStateController connectorVersionStateController(
            ConnectorVersions versions, RedactedDefinitions redaction) {
        return new ConnectorVersionStateController(versions, redaction);
    }

    @Bean
    DefinitionCheckController definitionCheckController(DefinitionCheck check) {
        return new DefinitionCheckController(check);
    }

    @Bean
    ConnectorMetadataController connectorMetadataController(ConnectorService connectors, ConnectorDrafts drafts) {
        return new ConnectorMetadataController(connectors, drafts);
    }

    @Bean
    ConnectorVersionMetadataController connectorVersionMetadataController(
            ConnectorService connectors, ConnectorDrafts drafts) {
        return new ConnectorVersionMetadataController(connectors, drafts);
    }
}
