package net.authproxy.core.connection;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ConnectionRepository extends JpaRepository<ConnectionEntity, String> {

    @Query("select c from ConnectionEntity c where c.id = :id and c.deletedAt is null")
    Optional<ConnectionEntity> findLive(String id);

    /**
     * The same, held until the transaction ends: a row is written as a whole, so whoever changes it must have read it
     * after the change before. To be asked first: what the transaction has read already is not read again.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from ConnectionEntity c where c.id = :id and c.deletedAt is null")
    Optional<ConnectionEntity> findLocked(String id);

    @Query("select count(c) from ConnectionEntity c where c.connectorId = :connectorId"
            + " and c.connectorVersion = :version and c.deletedAt is null")
    long countLive(String connectorId, int version);

    @Query("select count(c) from ConnectionEntity c where c.namespace = :namespace and c.deletedAt is null")
    long countLive(String namespace);

    @Query("select count(c) from ConnectionEntity c where c.deletedAt is null and (c.namespace = :#{#in.node}"
            + " or (c.namespace >= :#{#in.below} and c.namespace < :#{#in.behind}))")
    long countLive(Subtree in);

    /** In the order of ids, those behind the given one. */
    @Query("select c.id from ConnectionEntity c where c.id > :after and c.deletedAt is null"
            + " and (c.namespace = :#{#in.node} or (c.namespace >= :#{#in.below} and c.namespace < :#{#in.behind}))"
            + " order by c.id")
    List<String> findLiveIds(Subtree in, String after, Limit limit);

    /** In the order of ids, those behind the given one. */
    @Query("select c.id from ConnectionEntity c where c.connectorId = :connectorId and c.id > :after"
            + " and c.deletedAt is null order by c.id")
    List<String> findLiveIdsOf(String connectorId, String after, Limit limit);

    @Query("select c.id from ConnectionEntity c where c.connectorId = :connectorId and c.id > :after"
            + " and c.state = 'disconnecting' and c.deletedAt is null order by c.id")
    List<String> findDisconnecting(String connectorId, String after, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from ConnectionEntity c where c.id in :ids and c.deletedAt is null order by c.id")
    List<ConnectionEntity> findAllLocked(Collection<String> ids);

    @Query("select c.id from ConnectionEntity c where c.state = 'disconnecting' and c.deletedAt is null")
    List<String> findDisconnecting();

    @Query("select c from ConnectionEntity c where c.setupStep is not null and c.deletedAt is null"
            + " and c.state in ('created', 'ready') and c.updatedAt < :since order by c.id")
    List<ConnectionEntity> findStaleSetups(Instant since, Limit limit);

    @Query("select c.id from ConnectionEntity c where c.setupStep = :step and c.deletedAt is null"
            + " and c.state in ('created', 'ready')")
    List<String> findAtSetupStep(String step);
}
