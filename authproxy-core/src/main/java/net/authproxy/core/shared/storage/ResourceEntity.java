package net.authproxy.core.shared.storage;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.MetadataChange;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What every resource row carries: labels, annotations, times in milliseconds (contract 1.5, 1.6, 16). */
@MappedSuperclass
@SuppressWarnings("NullAway.Init")
public abstract class ResourceEntity {

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "labels", nullable = false)
    private Map<String, String> labels = new TreeMap<>();

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "annotations", nullable = false)
    private Map<String, String> annotations = new TreeMap<>();

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    /** For Hibernate. */
    protected ResourceEntity() {}

    /** A new row, made now. */
    protected ResourceEntity(Clock clock, Labels labels, Annotations annotations) {
        this.labels = new TreeMap<>(labels.values());
        this.annotations = new TreeMap<>(annotations.values());
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.updatedAt = createdAt;
    }

    public final Labels labels() {
        return new Labels(labels);
    }

    public final Annotations annotations() {
        return new Annotations(annotations);
    }

    public final Instant createdAt() {
        return createdAt;
    }

    public final Instant updatedAt() {
        return updatedAt;
    }

    public final Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }

    /** Marks a change; {@code updated_at} grows by at least a millisecond, also when the clock does not (contract 1.5). */
    public final void touch(Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plusMillis(1);
    }

    /**
     * Applies what a caller wants.
     *
     * @return whether the labels are others now
     */
    public final boolean apply(MetadataChange change) {
        Labels before = labels();
        Labels after = change.labels(before);
        Annotations notes = change.annotations(annotations());
        resetLabels(after);
        replaceAnnotations(notes);
        return !after.equals(before);
    }

    /**
     * Replaces the labels; system labels are kept either way, and the replacement may repeat them unchanged (contract
     * 1.6).
     *
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code reserved_label} when it has other ones
     */
    public final void replaceLabels(Labels replacement) {
        Labels.requireReservedWithin(replacement.values(), labels);
        Map<String, String> merged = new TreeMap<>(replacement.values());
        labels.forEach((key, value) -> {
            if (Labels.isReserved(key)) {
                merged.put(key, value);
            }
        });
        labels = merged;
    }

    /** Replaces all labels, system labels included. */
    public final void resetLabels(Labels replacement) {
        labels = new TreeMap<>(replacement.values());
    }

    public final void replaceAnnotations(Annotations replacement) {
        annotations = new TreeMap<>(replacement.values());
    }

    /** Marks the row as deleted; it stays until the purge. */
    public final void markDeleted(Clock clock) {
        touch(clock);
        deletedAt = updatedAt;
    }

    /** Makes a deleted row live again, as if made now. */
    public final void revive(Clock clock) {
        touch(clock);
        createdAt = updatedAt;
        deletedAt = null;
    }
}
