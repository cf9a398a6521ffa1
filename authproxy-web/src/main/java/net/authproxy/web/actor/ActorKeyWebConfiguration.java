package net.authproxy.web.actor;

import java.security.SecureRandom;
import net.authproxy.core.actor.ActorKeyService;
import net.authproxy.core.shared.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of actors' keys. */
@Configuration(proxyBeanMethods = false)
public class ActorKeyWebConfiguration {

    @Bean
    ActorKeyController actorKeyController(ActorKeyService keys, Settings settings, SecureRandom random) {
        return new ActorKeyController(keys, new SharedKeyReader(settings, random));
    }
}
