package net.authproxy.core.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit trail (contract 10.5).
 *
 * @param seq place in the chain, from 1 without gaps; absent until the row is sealed
 * @param actorId who did it; absent for the system and for nobody recognised
 * @param act who minted the actor's token; absent for most
 * @param service over which service; absent for the system's own work
 * @param outcome {@code success} or {@code refused}
 * @param details few short facts, possibly none
 * @param prevHash {@link ChainHash} of the row before; absent until sealed
 * @param hash of this row; absent until sealed
 */
public record AuditEntry(
        String id,
        @Nullable Long seq,
        String namespace,
        @Nullable String actorId,
        @Nullable String actorExternalId,
        @Nullable String act,
        @Nullable String service,
        String action,
        String resourceType,
        @Nullable String resourceId,
        String outcome,
        Map<String, String> details,
        @Nullable String requestId,
        @Nullable String remoteIp,
        @Nullable String beforeHash,
        @Nullable String afterHash,
        Instant createdAt,
        @Nullable String prevHash,
        @Nullable String hash) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** The row in its place of the chain. */
    AuditEntry sealed(long place, String previous) {
        AuditEntry placed = withPlace(place, previous, null);
        return withPlace(place, previous, ChainHash.of(placed));
    }

    private AuditEntry withPlace(long place, String previous, @Nullable String ownHash) {
        return new AuditEntry(
                id,
                place,
                namespace,
                actorId,
                actorExternalId,
                act,
                service,
                action,
                resourceType,
                resourceId,
                outcome,
                details,
                requestId,
                remoteIp,
                beforeHash,
                afterHash,
                createdAt,
                previous,
                ownHash);
    }
}
