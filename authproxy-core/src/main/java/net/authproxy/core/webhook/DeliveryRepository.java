package net.authproxy.core.webhook;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface DeliveryRepository extends JpaRepository<DeliveryEntity, String> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from DeliveryEntity d where d.id = :id")
    Optional<DeliveryEntity> findLocked(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from DeliveryEntity d where d.id = :id and d.webhookId = :webhookId")
    Optional<DeliveryEntity> findLocked(String id, String webhookId);

    /** What webhooks that are told of events wait for, behind the given id. */
    @Query("select d from DeliveryEntity d, WebhookEntity w where d.status = 'pending' and d.nextAt <= :now"
            + " and d.id > :after and w.id = d.webhookId and w.state = 'active' and w.deletedAt is null order by d.id")
    List<DeliveryEntity> findDue(Instant now, String after, Limit limit);

    @Query("select d from DeliveryEntity d where d.webhookId = :webhookId and d.status = 'pending' order by d.id")
    List<DeliveryEntity> findWaiting(String webhookId, Limit limit);

    @Modifying(flushAutomatically = true)
    @Query("update DeliveryEntity d set d.status = 'failed', d.nextAt = null, d.lastError = :error"
            + " where d.webhookId = :webhookId and d.status = 'pending'")
    void giveUp(String webhookId, String error);

    @Query("select d.id from DeliveryEntity d where d.createdAt < :before order by d.createdAt, d.id")
    List<String> findOlder(Instant before, Limit limit);

    @Modifying
    @Query("delete from DeliveryEntity d where d.id in :ids")
    void deleteAll(Collection<String> ids);
}
