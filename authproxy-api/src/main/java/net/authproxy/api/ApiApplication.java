package net.authproxy.api;

import net.authproxy.web.ServiceName;
import net.authproxy.web.WebConfiguration;
import net.authproxy.web.actor.ActorWebConfiguration;
import net.authproxy.web.audit.AuditWebConfiguration;
import net.authproxy.web.connection.ConnectionStateWebConfiguration;
import net.authproxy.web.connection.ConnectionWebConfiguration;
import net.authproxy.web.connector.ConnectorVersionWebConfiguration;
import net.authproxy.web.connector.ConnectorWebConfiguration;
import net.authproxy.web.me.MeWebConfiguration;
import net.authproxy.web.namespace.NamespaceWebConfiguration;
import net.authproxy.web.openapi.OpenApiWebConfiguration;
import net.authproxy.web.requestlog.RequestLogWebConfiguration;
import net.authproxy.web.task.TaskWebConfiguration;
import net.authproxy.web.webhook.WebhookWebConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The core API for the host application (contract 2). The import list is what it serves; the proxy is the gateway's. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
    WebConfiguration.class,
    MeWebConfiguration.class,
    NamespaceWebConfiguration.class,
    ActorWebConfiguration.class,
    ConnectorWebConfiguration.class,
    ConnectorVersionWebConfiguration.class,
    ConnectionWebConfiguration.class,
    ConnectionStateWebConfiguration.class,
    TaskWebConfiguration.class,
    RequestLogWebConfiguration.class,
    AuditWebConfiguration.class,
    WebhookWebConfiguration.class,
    OpenApiWebConfiguration.class
})
public class ApiApplication {

    @Bean
    ServiceName serviceName() {
        return new ServiceName("api");
    }
}
