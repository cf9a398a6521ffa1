package net.authproxy.core.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.cache.Changes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires authentication; expects an {@link AuthenticationPolicy} as a bean. */
@Configuration(proxyBeanMethods = false)
public class AuthenticationConfiguration {

    @Bean
    KnownActors knownActors(ActorService actors, Changes changes, Ticker ticker) {
        return new KnownActors(actors, changes, ticker);
    }

    @Bean
    TokenVerifier tokenVerifier(
            AuthenticationPolicy policy,
            KnownActors known,
            ActorService actors,
            EncryptionService encryption,
            JdbcClient jdbc,
            Clock clock) {
        return new TokenVerifier(
                policy,
                new SignatureResolver(policy, known, encryption, clock),
                new ActorResolver(known, actors),
                new RevokedTokens(jdbc),
                new NonceStore(jdbc, clock),
                clock);
    }

    @Bean
    TokenAuthenticator tokenAuthenticator(TokenVerifier verifier, Changes changes, Clock clock, Ticker ticker) {
        return new TokenAuthenticator(verifier, changes, clock, ticker);
    }
}
