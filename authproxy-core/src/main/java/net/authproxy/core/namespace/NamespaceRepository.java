package net.authproxy.core.namespace;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface NamespaceRepository extends Repository<NamespaceEntity, String> {

    NamespaceEntity save(NamespaceEntity entity);

    Optional<NamespaceEntity> findById(String path);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select n from NamespaceEntity n where n.path = :path")
    Optional<NamespaceEntity> findLocked(String path);

    /** Held until the transaction ends: none of them can begin to be destroyed, none can change its labels. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select n from NamespaceEntity n where n.path in :paths order by n.path")
    List<NamespaceEntity> hold(Collection<String> paths);

    @Query("select n from NamespaceEntity n where n.path in :paths")
    List<NamespaceEntity> findAllByPath(Collection<String> paths);

    @Query("select n from NamespaceEntity n where n.encryptionKeyId is not null and n.state <> 'destroyed'")
    List<NamespaceEntity> findWithKey();

    @Query("select count(n) from NamespaceEntity n where n.parentPath = :path and n.state <> 'destroyed'")
    long countChildren(String path);

    @Query("select n.path from NamespaceEntity n where n.state = 'destroying' order by n.path")
    List<String> findDestroying();

    /** The deepest first. */
    @Query("select n from NamespaceEntity n where n.state <> 'destroyed' and (n.path = :#{#in.node}"
            + " or (n.path >= :#{#in.below} and n.path < :#{#in.behind})) order by n.depth desc, n.path")
    List<NamespaceEntity> findLive(Subtree in);

    @Query(
            "select n from NamespaceEntity n where n.projectionDue = true and n.state = 'active' order by n.depth, n.path")
    List<NamespaceEntity> findProjectionDue();

    @Modifying
    @Query("update NamespaceEntity n set n.projectionDue = false where n.path = :path and n.updatedAt = :seen")
    void clearProjectionDue(String path, Instant seen);
}
