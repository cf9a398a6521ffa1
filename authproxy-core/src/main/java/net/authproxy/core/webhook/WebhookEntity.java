package net.authproxy.core.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "webhooks")
@SuppressWarnings("NullAway.Init")
class WebhookEntity extends ResourceEntity implements Persistable<String> {

    /** So long without a success, and it is paused (contract 12). */
    private static final Duration LONGEST_FAILURE = Duration.ofDays(3);

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "namespace", nullable = false)
    private String namespace;

    @Column(name = "url", nullable = false)
    private String url;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "events", nullable = false)
    private List<String> events;

    @Column(name = "label_selector", nullable = false)
    private String labelSelector;

    /** Null once it is deleted. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_secret")
    private @Nullable EncryptedField encryptedSecret;

    @Column(name = "state", nullable = false)
    private String state;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    /** For re-encryption, which asks the database. */
    @SuppressWarnings("UnusedVariable")
    @Column(name = "encrypted_at", nullable = false)
    private Instant encryptedAt;

    @Transient
    private boolean fresh;

    protected WebhookEntity() {}

    WebhookEntity(Clock clock, String id, NewWebhook wanted, EncryptedField secret) {
        super(clock, wanted.labels(), wanted.annotations());
        this.id = id;
        this.namespace = wanted.namespace().value();
        this.url = wanted.url();
        this.events = wanted.events().patterns();
        this.labelSelector = wanted.selector().toString();
        this.encryptedSecret = secret;
        this.state = WebhookState.ACTIVE.text();
        this.encryptedAt = createdAt();
        this.fresh = true;
    }

    NamespacePath namespace() {
        return new NamespacePath(namespace);
    }

    String url() {
        return url;
    }

    boolean isActive() {
        return deletedAt().isEmpty() && state.equals(WebhookState.ACTIVE.text());
    }

    boolean wants(WebhookEvent event) {
        return new EventPatterns(events).matches(event.name())
                && LabelSelector.parse(labelSelector).matches(event.labels().values());
    }

    @Nullable
    EncryptedField encryptedSecret() {
        return encryptedSecret;
    }

    void change(WebhookChange change) {
        if (change.url() != null) {
            url = change.url();
        }
        if (change.events() != null) {
            events = change.events().patterns();
        }
        if (change.selector() != null) {
            labelSelector = change.selector().toString();
        }
        if (change.state() != null) {
            setState(change.state());
        }
        apply(change.metadata());
    }

    private void setState(WebhookState next) {
        if (!state.equals(next.text())) {
            state = next.text();
            failingSince = null;
        }
    }

    /** A delivery arrived. */
    void succeeded() {
        failingSince = null;
    }

    /**
     * A delivery failed. No change in the sense of {@code updated_at}: who changes a webhook must not lose against its
     * receiver's failures.
     *
     * @return whether it is paused by that
     */
    boolean failed(Clock clock) {
        Instant now = DeliveryEntity.now(clock);
        if (failingSince == null) {
            failingSince = now;
        }
        if (!isActive() || failingSince.plus(LONGEST_FAILURE).isAfter(now)) {
            return false;
        }
        state = WebhookState.PAUSED.text();
        touch(clock);
        return true;
    }

    void delete(Clock clock) {
        encryptedSecret = null;
        markDeleted(clock);
    }

    Webhook toWebhook() {
        return new Webhook(
                id,
                namespace(),
                url,
                new EventPatterns(events),
                LabelSelector.parse(labelSelector),
                WebhookState.of(state),
                failingSince,
                labels(),
                annotations(),
                createdAt(),
                updatedAt());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
