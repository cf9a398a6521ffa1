package net.authproxy.web.me;

import net.authproxy.core.actor.ActorService;
import net.authproxy.web.ServiceName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /me} and {@code /permissions/_explain}. */
@Configuration(proxyBeanMethods = false)
public class MeWebConfiguration {

    @Bean
    MeController meController(ActorService actors, ServiceName service) {
        return new MeController(actors, service);
    }
}
