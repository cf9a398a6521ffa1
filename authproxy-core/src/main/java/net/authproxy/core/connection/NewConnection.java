package net.authproxy.core.connection;

import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/** A connection to be made, in state {@code created}. */
public record NewConnection(
        String id,
        NamespacePath namespace,
        String actorId,
        String connectorId,
        int connectorVersion,
        @Nullable String returnTo,
        Labels labels,
        Annotations annotations) {}
