package net.authproxy.web.actor;

import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authentication.TokenMinter;
import net.authproxy.web.ServiceName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of actors and of minted tokens. */
@Configuration(proxyBeanMethods = false)
public class ActorWebConfiguration {

    @Bean
    ActorController actorController(ActorService actors, ServiceName service) {
        return new ActorController(actors, service);
    }

    @Bean
    ActorMetadataController actorMetadataController(ActorService actors) {
        return new ActorMetadataController(actors);
    }

    @Bean
    ActorTokenController actorTokenController(TokenMinter minter) {
        return new ActorTokenController(minter);
    }
}
