package net.authproxy.core.actor;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ActorRepository extends JpaRepository<ActorEntity, String> {

    @Query("select a from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId"
            + " and a.deletedAt is null")
    Optional<ActorEntity> findLive(String namespace, String externalId);

    @Query("select a from ActorEntity a where a.id = :id and a.deletedAt is null")
    Optional<ActorEntity> findLiveById(String id);

    @Query("select max(a.deletedAt) from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId")
    Optional<java.time.Instant> findLastDeletion(String namespace, String externalId);

    @Query("select a from ActorEntity a where a.deletedAt is null"
            + " and label_value(a.labels, 'authproxy.io/actor-sync-source') = :source")
    List<ActorEntity> findSynchronized(String source);
}
