package net.authproxy.core.actor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.jose.VerificationKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "actor_keys")
@SuppressWarnings("NullAway.Init")
class ActorKeyEntity implements Persistable<String> {

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "actor_id", nullable = false)
    private String actorId;

    @Column(name = "type", nullable = false)
    private String type;

    @Column(name = "alg", nullable = false)
    private String alg;

    @Column(name = "fingerprint", nullable = false)
    private String fingerprint;

    @Column(name = "comment")
    private @Nullable String comment;

    @Column(name = "can_assert_actors", nullable = false)
    private boolean canAssertActors;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_key", nullable = false)
    private EncryptedField encryptedKey;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** Whether the configuration put it there and, as far as we know, still lists it. */
    @Column(name = "configured", nullable = false)
    private boolean configured;

    @Transient
    private boolean fresh;

    protected ActorKeyEntity() {}

    ActorKeyEntity(Clock clock, String id, String actorId, NewActorKey key, EncryptedField encryptedKey) {
        VerificationKey verification = key.material().toKey();
        this.id = id;
        this.actorId = actorId;
        this.type = verification.type().text();
        this.alg = verification.algorithm().text();
        this.fingerprint = verification.fingerprint();
        this.comment = key.comment();
        this.canAssertActors = key.canAssertActors();
        this.expiresAt = millis(key.expiresAt());
        this.encryptedKey = encryptedKey;
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.fresh = true;
    }

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    String actorId() {
        return actorId;
    }

    boolean isLive() {
        return revokedAt == null;
    }

    boolean isConfigured() {
        return configured;
    }

    void setConfigured(boolean configured) {
        this.configured = configured;
    }

    String fingerprint() {
        return fingerprint;
    }

    EncryptedField encryptedKey() {
        return encryptedKey;
    }

    void revoke(Clock clock) {
        revokedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    boolean canAssertActors() {
        return canAssertActors;
    }

    void apply(ActorKeyChange change) {
        if (change.comment() != null) {
            comment = change.comment().value();
        }
        if (change.expiresAt() != null) {
            expiresAt = millis(change.expiresAt().value());
        }
        if (change.canAssertActors() != null) {
            canAssertActors = change.canAssertActors();
        }
    }

    void setCanAssertActors(boolean canAssertActors) {
        this.canAssertActors = canAssertActors;
    }

    ActorKey toKey(VerificationKey key) {
        return new ActorKey(id, actorId, key, comment, canAssertActors, expiresAt);
    }

    ActorKeyDetails toDetails() {
        return new ActorKeyDetails(
                id,
                actorId,
                type,
                alg,
                fingerprint,
                comment,
                canAssertActors,
                createdAt,
                lastUsedAt,
                expiresAt,
                revokedAt);
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
