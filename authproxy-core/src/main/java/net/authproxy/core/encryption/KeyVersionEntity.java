package net.authproxy.core.encryption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "encryption_key_versions")
@SuppressWarnings("NullAway.Init")
class KeyVersionEntity implements Persistable<String> {

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "encryption_key_id", nullable = false)
    private String encryptionKeyId;

    @Column(name = "provider", nullable = false)
    private String provider;

    @Column(name = "provider_id")
    private @Nullable String providerId;

    @Column(name = "provider_version", nullable = false)
    private String providerVersion;

    @Column(name = "ordered_version", nullable = false)
    private long orderedVersion;

    @Column(name = "is_current", nullable = false)
    private boolean current;

    @Column(name = "state", nullable = false)
    private String state;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_material")
    private @Nullable EncryptedField encryptedMaterial;

    @Column(name = "reserved_messages", nullable = false)
    private long reservedMessages;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Transient
    private boolean fresh;

    protected KeyVersionEntity() {}

    KeyVersionEntity(Clock clock, String id, String provider, String providerVersion, long orderedVersion) {
        this.id = id;
        this.encryptionKeyId = Keyring.GLOBAL;
        this.provider = provider;
        this.providerVersion = providerVersion;
        this.orderedVersion = orderedVersion;
        this.state = "superseded";
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.updatedAt = createdAt;
        this.fresh = true;
    }

    String providerVersion() {
        return providerVersion;
    }

    long orderedVersion() {
        return orderedVersion;
    }

    boolean current() {
        return current;
    }

    void setCurrent(boolean now, Clock clock) {
        current = now;
        state = now ? "current" : "superseded";
        updatedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
