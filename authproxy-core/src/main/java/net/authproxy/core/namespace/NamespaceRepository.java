package net.authproxy.core.namespace;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface NamespaceRepository extends Repository<NamespaceEntity, String> {

    NamespaceEntity save(NamespaceEntity entity);

    java.util.Optional<NamespaceEntity> findById(String path);

    @Query("select n from NamespaceEntity n where n.path in :paths")
    List<NamespaceEntity> findAllByPath(Collection<String> paths);

    @Query("select n from NamespaceEntity n where n.encryptionKeyId is not null and n.state <> 'destroyed'")
    List<NamespaceEntity> findWithKey();
}
