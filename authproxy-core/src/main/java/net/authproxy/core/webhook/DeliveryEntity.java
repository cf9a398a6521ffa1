package net.authproxy.core.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.authproxy.core.encryption.EncryptedField;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "webhook_deliveries")
@SuppressWarnings("NullAway.Init")
class DeliveryEntity implements Persistable<String> {

    /** Clocks of processes differ by so much, and no task is to run in vain for that. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "webhook_id", nullable = false)
    private String webhookId;

    @Column(name = "event", nullable = false)
    private String event;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_payload", nullable = false)
    private EncryptedField encryptedPayload;

    @Column(name = "status", nullable = false)
    private String status;

    @Column(name = "attempts", nullable = false)
    private int attempts;

    @Column(name = "next_at")
    private @Nullable Instant nextAt;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "response_status")
    private @Nullable Integer responseStatus;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "attempted_at")
    private @Nullable Instant attemptedAt;

    @Column(name = "delivered_at")
    private @Nullable Instant deliveredAt;

    /** For re-encryption, which asks the database. */
    @SuppressWarnings("UnusedVariable")
    @Column(name = "encrypted_at", nullable = false)
    private Instant encryptedAt;

    @Transient
    private boolean fresh;

    protected DeliveryEntity() {}

    /** A delivery that is due at once. */
    DeliveryEntity(Instant createdAt, String id, String webhookId, String event, EncryptedField payload) {
        this.id = id;
        this.webhookId = webhookId;
        this.event = event;
        this.encryptedPayload = payload;
        this.status = DeliveryStatus.PENDING.text();
        this.createdAt = createdAt;
        this.nextAt = createdAt;
        this.encryptedAt = createdAt;
        this.fresh = true;
    }

    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String webhookId() {
        return webhookId;
    }

    EncryptedField encryptedPayload() {
        return encryptedPayload;
    }

    int attempts() {
        return attempts;
    }

    boolean isTest() {
        return event.equals(WebhookEvent.TEST);
    }

    boolean isPending() {
        return status.equals(DeliveryStatus.PENDING.text());
    }

    boolean isDue(Instant now) {
        return isPending() && nextAt != null && !nextAt.isAfter(now.plus(TOLERANCE));
    }

    /**
     * Counts an attempt before it is made: a process that dies in it leaves a row that is tried again in time.
     *
     * @param next when it will be tried again unless the attempt succeeds
     */
    void begin(Instant now, Instant next) {
        attempts++;
        attemptedAt = now;
        nextAt = next;
    }

    /** Counts the only attempt; a process that dies in it leaves a failure. */
    void beginOnce(Instant now) {
        attempts++;
        attemptedAt = now;
        giveUp("interrupted");
    }

    void succeeded(Instant now, int answered) {
        status = DeliveryStatus.DELIVERED.text();
        deliveredAt = now;
        nextAt = null;
        lastError = null;
        responseStatus = answered;
    }

    void failed(String error, @Nullable Integer answered) {
        lastError = error;
        responseStatus = answered;
    }

    /** Nobody will try again unless asked to. */
    void giveUp(String error) {
        status = DeliveryStatus.FAILED.text();
        nextAt = null;
        lastError = error;
    }

    /** To be sent again at once; what has ended begins anew. */
    void again(Instant now) {
        if (!isPending()) {
            status = DeliveryStatus.PENDING.text();
            attempts = 0;
            deliveredAt = null;
        }
        nextAt = now;
    }

    Delivery toDelivery() {
        return new Delivery(
                id,
                webhookId,
                event,
                DeliveryStatus.of(status),
                attempts,
                nextAt,
                lastError,
                responseStatus,
                createdAt,
                attemptedAt,
                deliveredAt);
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
