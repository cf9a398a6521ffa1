package net.authproxy.core.actor;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.encryption.EncryptedColumn;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.PurgeableRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the actor feature. */
@Configuration(proxyBeanMethods = false)
public class ActorConfiguration {

    private final ActorAudit audit;

    ActorConfiguration(AuditTrail trail) {
        this.audit = new ActorAudit(trail);
    }

    @Bean
    EncryptedColumn actorKeyColumn() {
        return new EncryptedColumn("actor_keys", "encrypted_key");
    }

    @Bean
    PurgeableRows purgeableActors() {
        return PurgeableRows.of(200, "actors");
    }

    @Bean
    PurgeableRows purgeableActorKeys() {
        return PurgeableRows.with(190, "actor_keys", "actor_id", "actors");
    }

    @Bean
    ActorKeys actorKeys(ActorKeyRepository keys, FieldCipher cipher, IdGenerator ids, Clock clock) {
        return new ActorKeys(keys, cipher, ids, clock);
    }

    @Bean
    ActorList actorList(EntityManager entities, CursorCodec cursors) {
        return new ActorList(entities, cursors);
    }

    @Bean
    ActorService actorService(
            ActorRepository actors,
            ActorKeys keys,
            ActorList list,
            NamespaceService namespaces,
            Changes changes,
            IdGenerator ids,
            Clock clock) {
        return new ActorService(actors, keys, list, namespaces, audit, changes, ids, clock);
    }

    @Bean
    NamespaceContents actorNamespaceContents(ActorRepository actors, ActorKeys keys, Changes changes, Clock clock) {
        return new ActorNamespaceContents(actors, keys, changes, audit, clock);
    }

    @Bean
    ActorKeyService actorKeyService(
            ActorRepository actors,
            ActorKeyRepository repository,
            ActorKeys keys,
            EntityManager entities,
            CursorCodec cursors,
            Changes changes,
            Clock clock) {
        return new ActorKeyService(
                actors, repository, keys, new ActorKeyList(entities, cursors), changes, audit, clock);
    }

    @Bean
    KeyUsage keyUsage(JdbcClient jdbc, Clock clock, Ticker ticker) {
        return new KeyUsage(jdbc, clock, ticker);
    }

    @Bean
    ActorSynchronizer actorSynchronizer(
            ActorRepository actors,
            ActorKeys keys,
            NamespaceService namespaces,
            Changes changes,
            IdGenerator ids,
            Clock clock) {
        return new ActorSynchronizer(actors, keys, namespaces, audit, changes, ids, clock);
    }
}
