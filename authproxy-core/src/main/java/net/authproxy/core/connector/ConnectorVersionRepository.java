package net.authproxy.core.connector;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    @Query("select v from ConnectorVersionEntity v where v.deletedAt is null order by v.key.id, v.key.version")
    List<ConnectorVersionEntity> findAllLive();
}
