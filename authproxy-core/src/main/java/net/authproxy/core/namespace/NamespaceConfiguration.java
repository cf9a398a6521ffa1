package net.authproxy.core.namespace;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.PurgeableRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the namespace feature. */
@Configuration(proxyBeanMethods = false)
public class NamespaceConfiguration {

    @Bean
    NamespaceKeys namespaceKeys(NamespaceRepository namespaces) {
        return new NamespaceKeys(namespaces);
    }

    @Bean
    PurgeableRows purgeableNamespaces() {
        return PurgeableRows.of(900, "namespaces", "path");
    }

    @Bean
    NamespaceService namespaceService(
            NamespaceRepository namespaces,
            EntityManager entities,
            CursorCodec cursors,
            AuditTrail audit,
            Clock clock) {
        return new NamespaceService(namespaces, new NamespaceList(entities, cursors), new NamespaceAudit(audit), clock);
    }
}
