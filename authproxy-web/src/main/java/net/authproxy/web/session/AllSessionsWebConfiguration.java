package net.authproxy.web.session;

import net.authproxy.core.session.SessionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /sessions}. */
@Configuration(proxyBeanMethods = false)
public class AllSessionsWebConfiguration {

    @Bean
    AllSessionsController allSessionsController(SessionService sessions) {
        return new AllSessionsController(sessions);
    }
}
