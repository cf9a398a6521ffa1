package net.authproxy.core.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "connections")
@SuppressWarnings("NullAway.Init")
class ConnectionEntity extends ResourceEntity implements Persistable<String> {

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "namespace", nullable = false)
    private String namespace;

    @Column(name = "actor_id", nullable = false)
    private String actorId;

    @Column(name = "connector_id", nullable = false)
    private String connectorId;

    @Column(name = "connector_version", nullable = false)
    private int connectorVersion;

    @Column(name = "state", nullable = false)
    private String state;

    @Column(name = "setup_step")
    private @Nullable String setupStep;

    @Column(name = "setup_error")
    private @Nullable String setupError;

    @Column(name = "setup_return_to")
    private @Nullable String setupReturnTo;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_staged")
    private @Nullable EncryptedField encryptedStaged;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_configuration")
    private @Nullable EncryptedField encryptedConfiguration;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_credentials")
    private @Nullable EncryptedField encryptedCredentials;

    @Column(name = "health", nullable = false)
    private String health;

    @Column(name = "health_reason")
    private @Nullable String healthReason;

    @Column(name = "health_checked_at")
    private @Nullable Instant healthCheckedAt;

    @Column(name = "account_id")
    private @Nullable String accountId;

    @Column(name = "account_name")
    private @Nullable String accountName;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "effective_labels", nullable = false)
    private Map<String, String> effectiveLabels = new TreeMap<>();

    /** Written beside the entity, by {@link ConnectionUsage}: a change of the row must not bring an older use back. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    @Column(name = "encrypted_at")
    private @Nullable Instant encryptedAt;

    @Transient
    private boolean fresh;

    protected ConnectionEntity() {}

    ConnectionEntity(Clock clock, NewConnection connection) {
        super(clock, connection.labels(), connection.annotations());
        this.id = connection.id();
        this.namespace = connection.namespace().value();
        this.actorId = connection.actorId();
        this.connectorId = connection.connectorId();
        this.connectorVersion = connection.connectorVersion();
        this.state = ConnectionState.CREATED.text();
        this.setupReturnTo = connection.returnTo();
        this.health = ConnectionHealth.UNKNOWN.text();
        this.fresh = true;
    }

    ConnectionState state() {
        return ConnectionState.of(state);
    }

    void setState(ConnectionState next) {
        state = next.text();
    }

    NamespacePath namespace() {
        return new NamespacePath(namespace);
    }

    void setSetup(@Nullable String step, @Nullable String error) {
        setupStep = step;
        setupError = error;
    }

    void setReturnTo(@Nullable String returnTo) {
        setupReturnTo = returnTo;
    }

    void setHealth(ConnectionHealth now, @Nullable String reason, Instant checkedAt) {
        health = now.text();
        healthReason = reason;
        healthCheckedAt = checkedAt;
    }

    void setAccount(@Nullable String id, @Nullable String name) {
        accountId = id;
        accountName = name;
    }

    void setEffectiveLabels(Labels labels) {
        effectiveLabels = new TreeMap<>(labels.values());
    }

    void storeCredentials(EncryptedField sealed, Instant now) {
        encryptedCredentials = sealed;
        encryptedAt = now;
    }

    void storeConfiguration(EncryptedField sealed, Instant now) {
        encryptedConfiguration = sealed;
        encryptedAt = now;
    }

    void setStaged(EncryptedField sealed, Instant now) {
        encryptedStaged = sealed;
        encryptedAt = now;
    }

    void dropStaged() {
        encryptedStaged = null;
    }

    /** Overwrites everything secret with null (contract 7.3, disconnect). */
    void wipeSecrets() {
        encryptedCredentials = null;
        encryptedConfiguration = null;
        encryptedStaged = null;
        setupReturnTo = null;
    }

    SealedConnection toSealed() {
        return new SealedConnection(
                toConnection(), encryptedCredentials, encryptedConfiguration, encryptedStaged, setupReturnTo);
    }

    Connection toConnection() {
        return new Connection(
                id,
                namespace(),
                actorId,
                connectorId,
                connectorVersion,
                state(),
                setupStep,
                setupError,
                ConnectionHealth.valueOf(health.toUpperCase(Locale.ROOT)),
                healthReason,
                healthCheckedAt,
                accountId,
                accountName,
                labels(),
                new Labels(effectiveLabels),
                annotations(),
                lastUsedAt,
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
