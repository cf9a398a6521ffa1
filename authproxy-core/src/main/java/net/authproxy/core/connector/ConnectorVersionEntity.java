package net.authproxy.core.connector;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "connector_versions")
@SuppressWarnings("NullAway.Init")
class ConnectorVersionEntity extends ResourceEntity implements Persistable<ConnectorVersionKey> {

    @EmbeddedId
    private ConnectorVersionKey key;

    /** Both parts of the key, for lists that need one unique column; only queries read it. */
    @SuppressWarnings("UnusedVariable")
    @Formula("id || '/' || version")
    private String row;

    @Column(name = "namespace", nullable = false)
    private String namespace;

    @Column(name = "state", nullable = false)
    private String state;

    @Column(name = "hash", nullable = false)
    private String hash;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_definition", nullable = false)
    private EncryptedField encryptedDefinition;

    @Column(name = "display_name", nullable = false)
    private String displayName;

    @Column(name = "encrypted_at", nullable = false)
    private Instant encryptedAt;

    @Transient
    private boolean fresh;

    protected ConnectorVersionEntity() {}

    ConnectorVersionEntity(
            Clock clock, ConnectorVersionKey key, NamespacePath namespace, Labels labels, Annotations annotations) {
        super(clock, labels, annotations);
        this.key = key;
        this.namespace = namespace.value();
        this.state = VersionState.DRAFT.text();
        this.fresh = true;
    }

    void define(String displayName, String hash, EncryptedField sealed, Clock clock) {
        this.displayName = displayName;
        this.hash = hash;
        this.encryptedDefinition = sealed;
        this.encryptedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Labels, annotations and definition of a draft are one thing: all of them go into its hash. */
    void describe(Labels labels, Annotations annotations, Clock clock) {
        resetLabels(labels);
        replaceAnnotations(annotations);
        touch(clock);
    }

    void moveTo(VersionState next, Clock clock) {
        state = next.text();
        touch(clock);
        // Active by force counts too: connections may depend on the definition from then on.
        boolean usable = next == VersionState.PRIMARY || next == VersionState.ACTIVE;
        if (usable && publishedAt == null) {
            publishedAt = updatedAt();
        }
    }

    ConnectorVersionKey key() {
        return key;
    }

    NamespacePath namespace() {
        return new NamespacePath(namespace);
    }

    VersionState state() {
        return VersionState.of(state);
    }

    String hash() {
        return hash;
    }

    boolean published() {
        return publishedAt != null;
    }

    @Nullable
    Instant publishedAt() {
        return publishedAt;
    }

    EncryptedField encryptedDefinition() {
        return encryptedDefinition;
    }

    @Override
    public ConnectorVersionKey getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
