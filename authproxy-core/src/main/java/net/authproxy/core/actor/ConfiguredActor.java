package net.authproxy.core.actor;

import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.resource.NamespacePath;

/** An actor that the operator's configuration lists (contract 4.2). */
public record ConfiguredActor(
        NamespacePath namespace,
        String externalId,
        List<Permission> permissions,
        Map<String, String> labels,
        NewActorKey key) {

    public ConfiguredActor {
        permissions = List.copyOf(permissions);
        labels = Map.copyOf(labels);
    }
}
