package net.authproxy.core.connector;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.connector.definition.ValueSource;
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
            VersionTransitions transitions,
            NamespaceService namespaces,
            ConnectorNews news,
            IdGenerator ids,
            Clock clock) {
        return new ConnectorReconciler(versions, definitions, transitions, namespaces, news, ids, clock);
    }

    @Bean
    VersionTransitions versionTransitions(
            ConnectorVersionRepository versions, VersionUsage usage, ConnectorNews news, Clock clock) {
        return new VersionTransitions(versions, usage, news, clock);
    }

    @Bean
    DraftDefinitions draftDefinitions(EncryptionService encryption, ConnectorsSettings settings) {
        return new DraftDefinitions(encryption, settings.allowLocalSources());
    }

    @Bean
    ConnectorDrafts connectorDrafts(
            ConnectorVersionRepository versions,
            NamespaceService namespaces,
            DraftDefinitions contents,
            StoredDefinitions definitions,
            ConnectorNews news,
            IdGenerator ids,
            Clock clock) {
        return new ConnectorDrafts(versions, namespaces, contents, definitions, news, ids, clock);
    }

    @Bean
    ConnectorVersions connectorVersions(
            ConnectorVersionRepository versions,
            NamespaceService namespaces,
            VersionTransitions transitions,
            StoredDefinitions definitions,
            ConnectorNews news) {
        return new ConnectorVersions(versions, namespaces, transitions, definitions, news);
    }

    @Bean
    DefinitionCheck definitionCheck(
            ConnectorVersionRepository versions,
            DraftDefinitions contents,
            StoredDefinitions definitions,
            ValueSource values) {
        return new DefinitionCheck(versions, contents, definitions, values);
    }
}
