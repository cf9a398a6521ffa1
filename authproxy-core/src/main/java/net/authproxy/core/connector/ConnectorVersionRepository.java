package net.authproxy.core.connector;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ConnectorVersionRepository extends JpaRepository<ConnectorVersionEntity, ConnectorVersionKey> {

    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.deletedAt is null order by v.key.version")
    List<ConnectorVersionEntity> findVersions(String id);

    /** The namespace of a connector's versions; empty when there is no such connector. */
    @Query("select distinct v.namespace from ConnectorVersionEntity v where v.key.id = :id and v.deletedAt is null")
    Optional<String> findNamespace(String id);

    /** All versions, oldest first, held until the transaction ends: states depend on each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.deletedAt is null order by v.key.version")
    List<ConnectorVersionEntity> findLocked(String id);

    /** One of them. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.key.version = :version"
            + " and v.deletedAt is null")
    Optional<ConnectorVersionEntity> findLocked(String id, int version);

    /** The state of a version, without reading the row: what was read is not read again when it is locked. */
    @Query("select v.state from ConnectorVersionEntity v where v.key.id = :id and v.key.version = :version"
            + " and v.deletedAt is null")
    Optional<String> findState(String id, int version);

    /** All versions of all connectors, held in the same way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select v from ConnectorVersionEntity v where v.deletedAt is null order by v.key.id, v.key.version")
    List<ConnectorVersionEntity> findAllLocked();

    @Query("select v from ConnectorVersionEntity v where v.deletedAt is null order by v.key.id, v.key.version")
    List<ConnectorVersionEntity> findAllLive();

    /** One version that keeps its state until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.key.version = :version"
            + " and v.deletedAt is null")
    Optional<ConnectorVersionEntity> hold(String id, int version);

    @Query("select v from ConnectorVersionEntity v where v.key.id in :ids and v.deletedAt is null")
    List<ConnectorVersionEntity> findVersionsOf(Collection<String> ids);

    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.key.version = :version"
            + " and v.deletedAt is null")
    Optional<ConnectorVersionEntity> findVersion(String id, int version);

    @Query("select count(distinct v.key.id) from ConnectorVersionEntity v where v.namespace = :namespace"
            + " and v.deletedAt is null")
    long countConnectors(String namespace);

    @Query("select count(v) from ConnectorVersionEntity v where v.deletedAt is null and (v.namespace = :#{#in.node}"
            + " or (v.namespace >= :#{#in.below} and v.namespace < :#{#in.behind}))")
    long countLive(Subtree in);

    @Query("select v from ConnectorVersionEntity v where v.deletedAt is null and (v.namespace = :#{#in.node}"
            + " or (v.namespace >= :#{#in.below} and v.namespace < :#{#in.behind})) order by v.key.id, v.key.version")
    List<ConnectorVersionEntity> findLive(Subtree in, Limit limit);
}
