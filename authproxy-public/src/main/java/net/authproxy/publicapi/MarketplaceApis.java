package net.authproxy.publicapi;

import net.authproxy.web.connection.ConnectionWebConfiguration;
import net.authproxy.web.connector.ConnectorWebConfiguration;
import net.authproxy.web.connector.PublishedConnectorWebConfiguration;
import net.authproxy.web.errorpage.ErrorPageWebConfiguration;
import net.authproxy.web.me.MeWebConfiguration;
import net.authproxy.web.session.SessionWebConfiguration;
import net.authproxy.web.task.TaskWebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes the marketplace needs, mounted when {@code public.enable_marketplace_apis} (contract 2.1). */
@Configuration(proxyBeanMethods = false)
@Import({
    MeWebConfiguration.class,
    ConnectorWebConfiguration.class,
    PublishedConnectorWebConfiguration.class,
    ConnectionWebConfiguration.class,
    TaskWebConfiguration.class,
    SessionWebConfiguration.class,
    ErrorPageWebConfiguration.class
})
public class MarketplaceApis {}
