package net.authproxy.adminapi;

import net.authproxy.web.errorpage.ErrorPageWebConfiguration;
import net.authproxy.web.session.SessionWebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How administrators sign in by browser, mounted when {@code admin_api.ui.enabled} (contract 2.1). */
@Configuration(proxyBeanMethods = false)
@Import({SessionWebConfiguration.class, ErrorPageWebConfiguration.class})
public class AdminSessions {}
