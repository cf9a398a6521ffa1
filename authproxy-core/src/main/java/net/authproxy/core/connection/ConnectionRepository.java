package net.authproxy.core.connection;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ConnectionRepository extends JpaRepository<ConnectionEntity, String> {

    @Query("select c from ConnectionEntity c where c.id = :id and c.deletedAt is null")
    Optional<ConnectionEntity> findLive(String id);

    @Query("select count(c) from ConnectionEntity c where c.connectorId = :connectorId"
            + " and c.connectorVersion = :version and c.deletedAt is null")
    long countLive(String connectorId, int version);

    @Query("select c.id from ConnectionEntity c where c.state = 'disconnecting' and c.deletedAt is null")
    List<String> findDisconnecting();
}
