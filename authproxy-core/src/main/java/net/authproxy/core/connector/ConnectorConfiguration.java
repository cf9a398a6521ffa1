package net.authproxy.core.connector;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.encryption.EncryptedColumn;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.PurgeableRows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the connector feature. */
@Configuration(proxyBeanMethods = false)
public class ConnectorConfiguration {

    private final ConnectorAudit audit;

    ConnectorConfiguration(AuditTrail trail) {
        this.audit = new ConnectorAudit(trail);
    }

    @Bean
    EncryptedColumn connectorDefinitionColumn() {
        return new EncryptedColumn("connector_versions", "encrypted_definition");
    }

    @Bean
    PurgeableRows purgeableConnectorVersions() {
        return PurgeableRows.of(300, "connector_versions", "id", "version");
    }

    @Bean
    StoredDefinitions storedDefinitions(FieldCipher cipher, Changes changes, Clock clock, Ticker ticker) {
        return new StoredDefinitions(cipher, changes, clock, ticker);
    }

    @Bean
    ConnectorService connectorService(
            ConnectorVersionRepository versions,
            EntityManager entities,
            CursorCodec cursors,
            StoredDefinitions definitions) {
        return new ConnectorService(versions, new ConnectorList(entities, cursors), definitions);
    }

    @Bean
    NamespaceContents connectorNamespaceContents(ConnectorVersionRepository versions, Changes changes, Clock clock) {
        return new ConnectorNamespaceContents(versions, changes, audit, clock);
    }

    @Bean
    RedactedDefinitions redactedDefinitions(EncryptionService encryption) {
        return new RedactedDefinitions(encryption);
    }

    @Bean
    ConnectorNews connectorNews(Changes changes, ApplicationEventPublisher events) {
        return new ConnectorNews(audit, changes, events);
    }

    @Bean
    ConnectorReconciler connectorReconciler(
            ConnectorVersionRepository versions,
            StoredDefinitions definitions,
            VersionUsage usage,
            NamespaceService namespaces,
            ConnectorNews news,
            IdGenerator ids,
            Clock clock) {
        return new ConnectorReconciler(versions, definitions, usage, namespaces, news, ids, clock);
    }
}
