package net.authproxy.core.webhook;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface WebhookRepository extends JpaRepository<WebhookEntity, String> {

    @Query("select w from WebhookEntity w where w.id = :id and w.deletedAt is null")
    Optional<WebhookEntity> findLive(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select w from WebhookEntity w where w.id = :id and w.deletedAt is null")
    Optional<WebhookEntity> findLocked(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select w from WebhookEntity w where w.id = :id")
    Optional<WebhookEntity> findLockedAnyState(String id);

    @Query("select w from WebhookEntity w where w.namespace in :namespaces and w.state = 'active'"
            + " and w.deletedAt is null order by w.id")
    List<WebhookEntity> findListening(Collection<String> namespaces);

    @Query("select count(w) from WebhookEntity w where w.id = :id and w.failingSince is not null")
    long countFailing(String id);

    @Query("select count(w) from WebhookEntity w where w.namespace = :namespace and w.deletedAt is null")
    long countLive(String namespace);

    @Query("select count(w) from WebhookEntity w where w.deletedAt is null and (w.namespace = :#{#in.node}"
            + " or (w.namespace >= :#{#in.below} and w.namespace < :#{#in.behind}))")
    long countLive(Subtree in);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select w from WebhookEntity w where w.deletedAt is null and (w.namespace = :#{#in.node}"
            + " or (w.namespace >= :#{#in.below} and w.namespace < :#{#in.behind})) order by w.id")
    List<WebhookEntity> findLive(Subtree in, Limit limit);
}
