package net.authproxy.core.actor;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ActorKeyRepository extends JpaRepository<ActorKeyEntity, String> {

    @Query(
            "select k from ActorKeyEntity k where k.actorId = :actorId and k.revokedAt is null order by k.createdAt, k.id")
    List<ActorKeyEntity> findLive(String actorId);

    @Query("select k from ActorKeyEntity k where k.actorId = :actorId and (k.revokedAt is null or k.configured = true)")
    List<ActorKeyEntity> findLiveOrConfigured(String actorId);

    @Query("select k from ActorKeyEntity k where k.id = :id and k.actorId = :actorId")
    Optional<ActorKeyEntity> find(String id, String actorId);
}
