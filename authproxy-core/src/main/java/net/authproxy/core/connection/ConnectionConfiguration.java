package net.authproxy.core.connection;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersions;
import net.authproxy.core.encryption.EncryptedColumn;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.PurgeableRows;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the connection feature. */
@Configuration(proxyBeanMethods = false)
public class ConnectionConfiguration {

    private static final String TABLE = "connections";

    @Bean
    EncryptedColumn connectionCredentialsColumn() {
        return new EncryptedColumn(TABLE, "encrypted_credentials");
    }

    @Bean
    EncryptedColumn connectionConfigurationColumn() {
        return new EncryptedColumn(TABLE, "encrypted_configuration");
    }

    @Bean
    EncryptedColumn connectionStagedColumn() {
        return new EncryptedColumn(TABLE, "encrypted_staged");
    }

    @Bean
    ConnectionNews connectionNews(Changes changes, ApplicationEventPublisher events) {
        return new ConnectionNews(changes, events);
    }

    @Bean
    PurgeableRows purgeableConnections() {
        return PurgeableRows.of(100, TABLE);
    }

    @Bean
    ConnectionStore connectionStore(
            ConnectionRepository connections,
            NamespaceService namespaces,
            ConnectorService connectors,
            FieldCipher cipher,
            AuditTrail audit,
            ConnectionNews news,
            Clock clock) {
        return new ConnectionStore(connections, namespaces, connectors, cipher, audit, news, clock);
    }

    @Bean
    ConnectionDeparture connectionDeparture(ConnectorVersions versions) {
        return new ConnectionDeparture(versions);
    }

    @Bean
    CommittedConnections committedConnections(JdbcClient jdbc, @Qualifier("mainDatabase") Database database) {
        return new CommittedConnections(jdbc, database.kind());
    }

    @Bean
    ConnectionUsage connectionUsage(
            JdbcClient jdbc, @Qualifier("mainDatabase") Database database, Clock clock, Ticker ticker) {
        return new ConnectionUsage(jdbc, database.kind(), clock, ticker);
    }

    @Bean
    ConnectorConnections connectorConnections(ConnectionRepository connections, ConnectionNews news, Clock clock) {
        return new ConnectorConnections(connections, news, clock);
    }

    @Bean
    ConnectionService connectionService(
            ConnectionRepository connections,
            EntityManager entities,
            CursorCodec cursors,
            ConnectionStore store,
            AuditTrail audit,
            Changes changes,
            Clock clock) {
        return new ConnectionService(connections, new ConnectionList(entities, cursors), store, audit, changes, clock);
    }
}
