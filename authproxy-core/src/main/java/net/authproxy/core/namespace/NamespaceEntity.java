package net.authproxy.core.namespace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "namespaces")
@SuppressWarnings("NullAway.Init")
class NamespaceEntity extends ResourceEntity implements Persistable<String> {

    @Id
    @Column(name = "path")
    private String path;

    @Column(name = "depth", nullable = false)
    private int depth;

    @Column(name = "parent_path")
    private @Nullable String parentPath;

    @Column(name = "state", nullable = false)
    private String state;

    @Column(name = "encryption_key_id")
    private @Nullable String encryptionKeyId;

    @Column(name = "target_encryption_key_version_id")
    private @Nullable String targetEncryptionKeyVersionId;

    @Column(name = "target_encryption_key_version_updated_at")
    private @Nullable Instant targetEncryptionKeyVersionUpdatedAt;

    @Column(name = "projection_due", nullable = false)
    private boolean projectionDue;

    @Transient
    private boolean fresh;

    protected NamespaceEntity() {}

    NamespaceEntity(Clock clock, NamespacePath path, Labels labels, Annotations annotations) {
        super(clock, labels, annotations);
        this.path = path.value();
        this.depth = path.depth();
        this.parentPath = path.parent().map(NamespacePath::value).orElse(null);
        this.state = NamespaceState.ACTIVE.text();
        this.fresh = true;
    }

    NamespaceState state() {
        return NamespaceState.valueOf(state.toUpperCase(Locale.ROOT));
    }

    @Nullable
    String encryptionKeyId() {
        return encryptionKeyId;
    }

    void setState(NamespaceState next, Clock clock) {
        state = next.text();
        if (next == NamespaceState.DESTROYED) {
            projectionDue = false;
            markDeleted(clock);
        } else {
            touch(clock);
        }
    }

    /** What inherits the labels does not show them yet. */
    void markProjectionDue() {
        projectionDue = true;
    }

    void reactivate(Clock clock, Labels labels, Annotations annotations) {
        revive(clock);
        state = NamespaceState.ACTIVE.text();
        encryptionKeyId = null;
        resetLabels(labels);
        replaceAnnotations(annotations);
    }

    Namespace toNamespace() {
        return new Namespace(
                new NamespacePath(path), state(), encryptionKeyId, labels(), annotations(), createdAt(), updatedAt());
    }

    @Override
    public String getId() {
        return path;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
