package net.authproxy.core.connection;

import java.time.Instant;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * A connection without any of its secrets (contract 7.1).
 *
 * @param setupStep where the running set-up stands; absent when none runs
 * @param setupError why it stopped; absent otherwise
 * @param lastUsedAt when a proxied call used it last, accurate to a minute; absent before the first one
 * @param effectiveLabels own labels over those of the namespaces and the connector version
 */
public record Connection(
        String id,
        NamespacePath namespace,
        String actorId,
        String connectorId,
        int connectorVersion,
        ConnectionState state,
        @Nullable String setupStep,
        @Nullable String setupError,
        ConnectionHealth health,
        @Nullable String healthReason,
        @Nullable Instant healthCheckedAt,
        @Nullable String accountId,
        @Nullable String accountName,
        Labels labels,
        Labels effectiveLabels,
        Annotations annotations,
        @Nullable Instant lastUsedAt,
        Instant createdAt,
        Instant updatedAt) {}
