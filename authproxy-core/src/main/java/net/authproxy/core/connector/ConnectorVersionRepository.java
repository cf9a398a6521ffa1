package net.authproxy.core.connector;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ConnectorVersionRepository extends JpaRepository<ConnectorVersionEntity, ConnectorVersionKey> {

    @Query("select v from ConnectorVersionEntity v where v.key.id = :id and v.deletedAt is null order by v.key.version")
    List<ConnectorVersionEntity> findVersions(String id);

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

    @Query("select v from ConnectorVersionEntity v where v.deletedAt is null order by v.key.id, v.key.version")
    List<ConnectorVersionEntity> findAllLive();
}
