package net.authproxy.core.disconnect;

import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.ConnectorConnections;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.TokenRevoker;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the disconnect feature. */
@Configuration(proxyBeanMethods = false)
public class DisconnectConfiguration {

    @Bean
    TaskTokens taskTokens(FieldCipher cipher) {
        return new TaskTokens(cipher);
    }

    @Bean
    ConnectionDisconnector connectionDisconnector(
            ConnectionService connections,
            ConnectionStore store,
            AuditTrail audit,
            TransactionTemplate transaction,
            TaskQueue queue,
            TaskTokens tokens) {
        return new ConnectionDisconnector(connections, store, audit, transaction, queue, tokens);
    }

    @Bean
    ConnectorDisconnector connectorDisconnector(
            ConnectorService connectors,
            ConnectorConnections connections,
            ConnectionDisconnector disconnector,
            AuditTrail audit,
            TransactionTemplate transaction,
            TaskQueue queue,
            TaskTokens tokens) {
        return new ConnectorDisconnector(connectors, connections, disconnector, audit, transaction, queue, tokens);
    }

    @Bean
    NamespaceContents connectionNamespaceContents(ConnectionStore store, ConnectionDisconnector disconnector) {
        return new ConnectionNamespaceContents(store, disconnector);
    }

    @Bean
    ConnectionEnd connectionEnd(ConnectionStore connections, AccessTokens tokens) {
        return new ConnectionEnd(connections, tokens);
    }

    @Bean
    TaskHandler disconnectConnection(
            ConnectionStore store, TokenRevoker revoker, CredentialVault vault, ConnectionEnd end) {
        return new DisconnectConnection(store, new GrantRevocation(revoker, vault), end);
    }
}
