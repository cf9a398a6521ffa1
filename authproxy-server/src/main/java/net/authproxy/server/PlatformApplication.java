package net.authproxy.server;

import net.authproxy.core.actor.ActorConfiguration;
import net.authproxy.core.audit.AuditConfiguration;
import net.authproxy.core.authentication.AuthenticationConfiguration;
import net.authproxy.core.connection.ConnectionConfiguration;
import net.authproxy.core.connection.ConnectionWorkConfiguration;
import net.authproxy.core.connector.ConnectorConfiguration;
import net.authproxy.core.credential.CredentialConfiguration;
import net.authproxy.core.disconnect.DisconnectConfiguration;
import net.authproxy.core.encryption.EncryptionConfiguration;
import net.authproxy.core.idempotency.IdempotencyConfiguration;
import net.authproxy.core.namespace.NamespaceConfiguration;
import net.authproxy.core.namespace.NamespaceWorkConfiguration;
import net.authproxy.core.oauth2.OAuth2Configuration;
import net.authproxy.core.probe.ProbeConfiguration;
import net.authproxy.core.proxy.ProxyConfiguration;
import net.authproxy.core.purge.PurgeConfiguration;
import net.authproxy.core.session.SessionConfiguration;
import net.authproxy.core.setup.SetupConfiguration;
import net.authproxy.core.shared.storage.StorageConfiguration;
import net.authproxy.core.taskmonitoring.TaskMonitoringConfiguration;
import net.authproxy.core.webhook.WebhookConfiguration;
import net.authproxy.worker.WorkerConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/** What all services of a process share: the parent of their contexts. The import list is the map of the core. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
    PlatformConfiguration.class,
    DatabaseConfiguration.class,
    RedisConfiguration.class,
    IdentityConfiguration.class,
    StorageConfiguration.class,
    AuditConfiguration.class,
    NamespaceConfiguration.class,
    NamespaceWorkConfiguration.class,
    IdempotencyConfiguration.class,
    EncryptionConfiguration.class,
    ActorConfiguration.class,
    AuthenticationConfiguration.class,
    SessionSettings.class,
    SessionConfiguration.class,
    ConnectorConfiguration.class,
    ConnectionConfiguration.class,
    ConnectionWorkConfiguration.class,
    CredentialConfiguration.class,
    OAuth2Configuration.class,
    ProbeConfiguration.class,
    SetupConfiguration.class,
    DisconnectConfiguration.class,
    PurgeConfiguration.class,
    ProxyConfiguration.class,
    WebhookConfiguration.class,
    RequestLogBeans.class,
    TaskMonitoringConfiguration.class,
    WorkerConfiguration.class,
    GatewayConfiguration.class,
    HealthConfiguration.class,
    StartupConfiguration.class
})
class PlatformApplication {}
