package net.authproxy.core.encryption;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface KeyVersionRepository extends JpaRepository<KeyVersionEntity, String> {

    @Query("select v from KeyVersionEntity v where v.encryptionKeyId = :keyId and v.deletedAt is null"
            + " order by v.orderedVersion")
    List<KeyVersionEntity> findByKey(String keyId);

    @Modifying
    @Query("update KeyVersionEntity v set v.reservedMessages = v.reservedMessages + :count"
            + " where v.id = :id and v.reservedMessages + :count <= :limit")
    int reserve(String id, long count, long limit);
}
