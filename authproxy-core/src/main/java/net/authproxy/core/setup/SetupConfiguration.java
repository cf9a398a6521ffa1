package net.authproxy.core.setup;

import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.IdGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the set-up feature. */
@Configuration(proxyBeanMethods = false)
public class SetupConfiguration {

    @Bean
    ConnectionSetup connectionSetup(
            ConnectorService connectors,
            ConnectionStore connections,
            FieldCipher cipher,
            NamespaceService namespaces,
            AuditTrail audit,
            IdGenerator ids) {
        return new ConnectionSetup(
                connectors,
                connections,
                new SetupValues(connections, cipher),
                new TargetNamespace(namespaces),
                new SetupAudit(audit, connections),
                ids);
    }
}
