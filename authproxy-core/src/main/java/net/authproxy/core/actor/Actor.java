package net.authproxy.core.actor;

import java.time.Instant;
import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;

/** A user or service account (contract 4.1). */
public record Actor(
        String id,
        NamespacePath namespace,
        String externalId,
        List<Permission> permissions,
        Labels labels,
        Annotations annotations,
        Instant createdAt,
        Instant updatedAt) {

    public Actor {
        permissions = List.copyOf(permissions);
    }

    /** The actor's permissions with its own templates filled. */
    public PermissionSet permissionSet() {
        return PermissionSet.of(permissions, externalId, labels.values());
    }

    /** Other permissions, such as a token's, with this actor's templates filled. */
    public PermissionSet fill(List<Permission> other) {
        return PermissionSet.of(other, externalId, labels.values());
    }
}
