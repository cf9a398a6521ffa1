package net.authproxy.core.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.KeyUsage;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskHandler;
import org.springframework.beans.factory.annotation.Qualifier;
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
    SignatureResolver signatureResolver(
            AuthenticationPolicy policy, KnownActors known, EncryptionService encryption, Clock clock) {
        return new SignatureResolver(policy, known, encryption, clock);
    }

    @Bean
    ActorResolver actorResolver(KnownActors known, ActorService actors) {
        return new ActorResolver(known, actors);
    }

    @Bean
    NonceStore nonceStore(JdbcClient jdbc, @Qualifier("mainDatabase") Database database, Clock clock) {
        return new NonceStore(jdbc, database.kind(), clock);
    }

    @Bean
    TaskHandler clearExpiredNonces(NonceStore nonces) {
        return new ClearExpiredNonces(nonces);
    }

    @Bean
    Schedule clearExpiredNoncesSchedule() {
        return ClearExpiredNonces.SCHEDULE;
    }

    @Bean
    TokenVerifier tokenVerifier(
            AuthenticationPolicy policy,
            SignatureResolver signatures,
            ActorResolver actors,
            RevokedTokens revoked,
            NonceStore nonces,
            AuditTrail audit,
            Clock clock) {
        return new TokenVerifier(policy, signatures, actors, revoked, nonces, audit, clock);
    }

    @Bean
    RevokedTokens revokedTokens(JdbcClient jdbc, Changes changes, Clock clock) {
        return new RevokedTokens(jdbc, changes, clock);
    }

    @Bean
    TokenMinter tokenMinter(
            AuthenticationPolicy policy,
            ActorService actors,
            EncryptionService encryption,
            RevokedTokens revoked,
            AuditTrail audit,
            IdGenerator ids,
            Clock clock) {
        return new TokenMinter(policy, actors, encryption, revoked, audit, ids, clock);
    }

    @Bean
    TokenAuthenticator tokenAuthenticator(
            TokenVerifier verifier, KeyUsage usage, Changes changes, Clock clock, Ticker ticker) {
        return new TokenAuthenticator(verifier, usage, changes, clock, ticker);
    }

    @Bean
    HandOffTokens handOffTokens(
            AuthenticationPolicy policy,
            ActorService actors,
            EncryptionService encryption,
            IdGenerator ids,
            Clock clock) {
        return new HandOffTokens(policy, actors, encryption, ids, clock);
    }
}
