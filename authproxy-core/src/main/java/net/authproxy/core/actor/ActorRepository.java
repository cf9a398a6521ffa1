package net.authproxy.core.actor;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ActorRepository extends JpaRepository<ActorEntity, String> {

    @Query("select a from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId"
            + " and a.deletedAt is null")
    Optional<ActorEntity> findLive(String namespace, String externalId);

    @Query("select a from ActorEntity a where a.id = :id and a.deletedAt is null")
    Optional<ActorEntity> findLiveById(String id);

    @Query("select count(a) from ActorEntity a where a.namespace = :namespace and a.deletedAt is null")
    long countLive(String namespace);

    @Query("select count(a) from ActorEntity a where a.deletedAt is null and (a.namespace = :#{#in.node}"
            + " or (a.namespace >= :#{#in.below} and a.namespace < :#{#in.behind}))")
    long countLive(Subtree in);

    @Query("select a from ActorEntity a where a.deletedAt is null and (a.namespace = :#{#in.node}"
            + " or (a.namespace >= :#{#in.below} and a.namespace < :#{#in.behind})) order by a.id")
    List<ActorEntity> findLive(Subtree in, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from ActorEntity a where a.id = :id and a.deletedAt is null")
    Optional<ActorEntity> findLocked(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId"
            + " and a.deletedAt is null")
    Optional<ActorEntity> findLocked(String namespace, String externalId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from ActorEntity a where a.id = :id")
    Optional<ActorEntity> findLockedAnyState(String id);

    @Query("select max(a.deletedAt) from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId")
    Optional<java.time.Instant> findLastDeletion(String namespace, String externalId);

    @Query("select a from ActorEntity a where a.namespace = :namespace and a.externalId = :externalId"
            + " and a.deletedAt is not null order by a.deletedAt desc limit 1")
    Optional<ActorEntity> findLastDeleted(String namespace, String externalId);

    /** Holds the row until the transaction ends, so that what is counted meanwhile stays true; 0 when it is not live. */
    @Modifying
    @Query("update ActorEntity a set a.updatedAt = a.updatedAt where a.id = :id and a.deletedAt is null")
    int lock(String id);

    @Query("select a from ActorEntity a where a.deletedAt is null"
            + " and label_value(a.labels, 'authproxy.io/actor-sync-source') is not null")
    List<ActorEntity> findSynchronized();
}
